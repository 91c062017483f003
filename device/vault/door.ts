import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { asked, type Database, LOCK } from './database.ts'
import { newDataKey, secretKey, unwrap, wrap } from './derive.ts'
import type { Held } from './records.ts'
import { seal, unseal } from './sealing.ts'
import { attempt, type Lock, lockIn, lookAt, putLock } from './tries.ts'

/** What the ways in have in common. `hold` puts the key into memory, null forgets it. */
export type Inside = {
  db: Database
  rounds: number
  held(): Held | null
  hold(key: Held | null): void
  destroy(): Promise<void>
}

export type Made = { pin: string; secret: Uint8Array; settings: object }

const SETTINGS = 'settings'
const PROOF = 'lock|proof'

export const settingsIn = (db: Database): Promise<unknown> =>
  db.read([LOCK], tx => asked(tx.objectStore(LOCK).get(SETTINGS)))

export async function makeLock(inside: Inside, { pin, secret, settings }: Made): Promise<Result<null>> {
  const [made, sealedBy] = await Promise.all([newDataKey(), secretKey(secret)])
  const [wrapped, proof] = await Promise.all([wrap(made, pin, inside.rounds, sealedBy), seal(made, PROOF, null)])
  const lock = { wrapping: wrapped.wrapping, keyId: crypto.randomUUID(), proof }
  const key = await unwrap(wrapped, pin, false)
  if (!key) throw new Error('a new key does not open with its own PIN')
  const isNew = await inside.db.write([LOCK], async tx => {
    if (await lockIn(tx)) return false
    await putLock(tx, { lock, blob: wrapped.blob })
    await asked(tx.objectStore(LOCK).put(settings, SETTINGS))
    return true
  })
  if (!isNew) return refuse('vault.exists')
  inside.hold({ key, keyId: lock.keyId })
  return ok(null)
}

export async function unlock({ db, destroy, hold }: Inside, pin: string): Promise<Result<CryptoKey>> {
  const opened = await attempt(db, destroy, {
    pin,
    extractable: false,
    settle: async (key, lock) => ({ value: { key, keyId: lock.keyId } }),
  })
  if (!opened.ok) return opened
  hold(opened.value)
  return ok(opened.value.key)
}

/** The records stay as they are: it is their key that is wrapped anew. */
export const changePin = ({ db, destroy, rounds }: Inside, old: string, next: string): Promise<Result<null>> =>
  attempt(db, destroy, {
    pin: old,
    extractable: true,
    async settle(key, lock) {
      const { wrapping, blob } = await wrap(key, next, rounds, lock.wrapping.secret)
      return { value: null, anew: { lock: { ...lock, wrapping }, blob } }
    },
  })

export async function adopt({ db, hold }: Inside, key: CryptoKey): Promise<boolean> {
  const { lock, spent } = await lookAt(db)
  if (!lock || key.extractable || spent) return false
  const opens = await unseal(key, PROOF, lock.proof).then(
    () => true,
    () => false,
  )
  if (opens) hold({ key, keyId: lock.keyId })
  return opens
}

export function stateBy({ held, hold }: Inside, lock: Lock | undefined): 'empty' | 'locked' | 'open' {
  if (held()?.keyId !== lock?.keyId) hold(null)
  if (!lock) return 'empty'
  return held() ? 'open' : 'locked'
}
