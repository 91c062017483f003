import { ok, type Refusal, type Result, refuse } from '#domain/shared/result.ts'
import { asked, type Database, LOCK } from './database.ts'
import { unwrap, type Wrapping } from './derive.ts'
import type { Sealed } from './sealing.ts'

/** What a locked device reads at each turn. */
export type Lock = {
  wrapping: Wrapping
  /** Which data key this is: another tab may have wiped the store and made a new one. */
  keyId: string
  /** Opens under the data key alone. */
  proof: Sealed
}

type Guarded = { lock: Lock; blob: Blob }

export const MOST_TRIES = 10

const TRIES = 'tries'
const KEY = 'key'
const BLOB = 'blob'

type Attempt<T> = {
  pin: string
  extractable: boolean
  /** What the attempt was for, and the lock where it is to be another from now on. */
  settle(key: CryptoKey, lock: Lock): Promise<{ value: T; anew?: Guarded }>
}

export const lockIn = (tx: IDBTransaction): Promise<Lock | undefined> => asked(tx.objectStore(LOCK).get(KEY))

export async function putLock(tx: IDBTransaction, { lock, blob }: Guarded): Promise<void> {
  const store = tx.objectStore(LOCK)
  await asked(store.put(lock, KEY))
  await asked(store.put(blob, BLOB))
  await forgive(tx)
}

const forgive = (tx: IDBTransaction) => asked(tx.objectStore(LOCK).put(0, TRIES))

const triesIn = async (tx: IDBTransaction): Promise<number> => (await asked(tx.objectStore(LOCK).get(TRIES))) ?? 0

/** `spent`: all tries are used up, since the last was wrong, or the browser was killed before that was known. */
export const lookAt = (db: Database): Promise<{ lock: Lock | undefined; spent: boolean }> =>
  db.read([LOCK], async tx => {
    const [lock, tries] = await Promise.all([lockIn(tx), triesIn(tx)])
    return { lock, spent: lock !== undefined && tries >= MOST_TRIES }
  })

/** The try is on the disk before the PIN is tried: killing the browser in between gives no other. */
const count = (db: Database): Promise<(Guarded & { tries: number }) | Refusal> =>
  db.write([LOCK], async tx => {
    const lock = await lockIn(tx)
    if (!lock) return refuse('vault.empty')
    const tries = (await triesIn(tx)) + 1
    if (tries > MOST_TRIES) return refuse('vault.wiped')
    await asked(tx.objectStore(LOCK).put(tries, TRIES))
    const blob: Blob = await asked(tx.objectStore(LOCK).get(BLOB))
    return { lock, blob, tries }
  })

/** One at a time over all tabs and workers: the caller holds the door. */
export async function attempt<T>(db: Database, wipe: () => Promise<void>, wanted: Attempt<T>): Promise<Result<T>> {
  const counted = await count(db)
  if ('code' in counted) {
    if (counted.code === 'vault.wiped') await wipe()
    return counted
  }
  const { lock, blob, tries } = counted
  const key = await unwrap({ wrapping: lock.wrapping, blob }, wanted.pin, wanted.extractable)
  if (!key && tries < MOST_TRIES) return refuse('vault.wrong-pin', { left: MOST_TRIES - tries })
  if (!key) {
    await wipe()
    return refuse('vault.wiped')
  }
  const { value, anew } = await wanted.settle(key, lock)
  await db.write<unknown>([LOCK], tx => (anew ? putLock(tx, anew) : forgive(tx)))
  return ok(value)
}
