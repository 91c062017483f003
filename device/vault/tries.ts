import { ok, type Refusal, type Result, refuse } from '#domain/shared/result.ts'
import { asked, type Database, LOCK } from './database.ts'
import { unwrap, type Wrapped } from './derive.ts'
import type { Sealed } from './sealing.ts'

export type Lock = Wrapped & {
  /** Which data key this is: another tab may have wiped the store and made a new one. */
  keyId: string
  /** Opens under the data key alone. */
  proof: Sealed
}

export const MOST_TRIES = 10

const TRIES = 'tries'
const KEY = 'key'

type Attempt<T> = {
  pin: string
  extractable: boolean
  /** What the lock is to be from now on, and what the attempt was for. */
  settle(key: CryptoKey, lock: Lock): Promise<{ lock: Lock; value: T }>
}

export const lockIn = (tx: IDBTransaction): Promise<Lock | undefined> => asked(tx.objectStore(LOCK).get(KEY))
export const putLock = (tx: IDBTransaction, lock: Lock) =>
  Promise.all([asked(tx.objectStore(LOCK).put(lock, KEY)), asked(tx.objectStore(LOCK).put(0, TRIES))])

const triesIn = async (tx: IDBTransaction): Promise<number> => (await asked(tx.objectStore(LOCK).get(TRIES))) ?? 0

/** All tries are used up: the last was wrong, or the browser was killed before that was known. */
export const isSpent = (db: Database): Promise<boolean> =>
  db.read([LOCK], async tx => (await lockIn(tx)) !== undefined && (await triesIn(tx)) >= MOST_TRIES)

/** The try is on the disk before the PIN is tried: killing the browser in between gives no other. */
const count = (db: Database): Promise<{ lock: Lock; tries: number } | Refusal> =>
  db.write([LOCK], async tx => {
    const lock = await lockIn(tx)
    if (!lock) return refuse('vault.empty')
    const tries = (await triesIn(tx)) + 1
    if (tries > MOST_TRIES) return refuse('vault.wiped')
    await asked(tx.objectStore(LOCK).put(tries, TRIES))
    return { lock, tries }
  })

/** One at a time over all tabs and workers: the caller holds the door. */
export async function attempt<T>(db: Database, wipe: () => Promise<void>, wanted: Attempt<T>): Promise<Result<T>> {
  const counted = await count(db)
  if ('code' in counted) {
    if (counted.code === 'vault.wiped') await wipe()
    return counted
  }
  const { lock, tries } = counted
  const key = await unwrap(lock, wanted.pin, wanted.extractable)
  if (!key && tries < MOST_TRIES) return refuse('vault.wrong-pin', { left: MOST_TRIES - tries })
  if (!key) {
    await wipe()
    return refuse('vault.wiped')
  }
  const settled = await wanted.settle(key, lock)
  await db.write([LOCK], tx => putLock(tx, settled.lock))
  return ok(settled.value)
}
