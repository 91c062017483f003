import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { openVault, type Vault } from '#device/vault/vault.ts'
import { carriedIn, enrolledIn, keepCarried } from './kept-settings.ts'
import type { Carried } from './record.ts'

const PIN = 'kestrel7'
const carriedAt = (at: string) => ({ at, mark: at }) as Carried
let named = 0

/** An open vault, and how often something of it was opened. */
async function counted(): Promise<{ vault: Vault; reads: string[] }> {
  const vault = await openVault(`memory-${named++}`, { rounds: 1000 })
  await vault.create(PIN, new Uint8Array(32), {})
  const reads: string[] = []
  const get: Vault['get'] = (kind, id) => {
    reads.push(id)
    return vault.get(kind, id)
  }
  return { vault: { ...vault, get }, reads }
}

test('what is carried is opened once, however many pages ask for it at a time', async () => {
  const { vault, reads } = await counted()
  await vault.change('settings', 'carried', () => carriedAt('1'))
  expect(await Promise.all([carriedIn(vault), carriedIn(vault)])).toEqual([carriedAt('1'), carriedAt('1')])
  await carriedIn(vault)
  expect(reads).toEqual(['carried'])
})

test('what is newer is there at once', async () => {
  const { vault } = await counted()
  await keepCarried(vault, carriedAt('1'))
  await keepCarried(vault, carriedAt('2'))
  expect(await carriedIn(vault)).toEqual(carriedAt('2'))
})

test('a locked device gives nothing from memory, and opens it anew after the PIN', async () => {
  const { vault, reads } = await counted()
  await keepCarried(vault, carriedAt('1'))
  vault.lock()
  await expect(carriedIn(vault)).rejects.toThrow()
  await vault.unlock(PIN)
  expect(await carriedIn(vault)).toEqual(carriedAt('1'))
  expect(reads).toEqual(['carried', 'carried'])
})

test('what was not there yet is looked for again', async () => {
  const { vault, reads } = await counted()
  expect(await enrolledIn(vault)).toBeNull()
  expect(await enrolledIn(vault)).toBeNull()
  expect(reads).toHaveLength(2)
})
