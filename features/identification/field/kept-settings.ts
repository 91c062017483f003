import type { Vault } from '#device/vault/vault.ts'
import type { Carried, Enrolled } from './record.ts'

const DEVICE = 'device'
const CARRIED = 'carried'

/**
 * What was opened already, by the key that opened it: each page needs all of it, and a telephone takes long to open it. The vault lets go
 * of the key when it is locked or wiped, and what stands under the key goes with it.
 */
const opened = new WeakMap<CryptoKey, Map<string, Promise<unknown>>>()

function openedBy(key: CryptoKey): Map<string, Promise<unknown>> {
  const before = opened.get(key) ?? new Map<string, Promise<unknown>>()
  opened.set(key, before)
  return before
}

async function read<T>(vault: Vault, id: string): Promise<T | null> {
  const key = vault.key()
  if (!key) return vault.get<T>('settings', id)
  const before = openedBy(key)
  const asked = (before.get(id) ?? vault.get<T>('settings', id)) as Promise<T | null>
  before.set(id, asked)
  const value = await asked.catch(error => {
    before.delete(id)
    throw error
  })
  if (value === null) before.delete(id)
  return value
}

async function keep<T>(vault: Vault, id: string, value: T): Promise<void> {
  await vault.change<T>('settings', id, () => value)
  const key = vault.key()
  if (key) openedBy(key).set(id, Promise.resolve(value))
}

export const keepEnrolled = (vault: Vault, enrolled: Enrolled) => keep(vault, DEVICE, enrolled)
export const keepCarried = (vault: Vault, carried: Carried) => keep(vault, CARRIED, carried)

export const enrolledIn = (vault: Vault) => read<Enrolled>(vault, DEVICE)
export const carriedIn = (vault: Vault) => read<Carried>(vault, CARRIED)
