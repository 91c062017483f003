import { asked, type Database, LOCK, RESERVE } from './database.ts'
import { random } from './derive.ts'
import { VaultRefusal } from './refusal.ts'

/** Some five hundred changes. */
export const RESERVE_BYTES = 4 * 2 ** 20
const MOST_AT_ONCE = 2 ** 16

/**
 * Browsers no longer say how much room a disk has: Chromium names ten gigabytes whatever is there. So some is kept back. The write that
 * meets a full disk gives it up and succeeds, and from then on the device says that room is low. It is a blob, whose file goes at once.
 */
export async function keepReserve(db: Database, bytes: number): Promise<void> {
  if (await hasReserve(db)) return
  const pieces = Array.from({ length: Math.ceil(bytes / MOST_AT_ONCE) }, () => random(Math.min(bytes, MOST_AT_ONCE)))
  try {
    await db.write([LOCK], tx => asked(tx.objectStore(LOCK).put(new Blob(pieces), RESERVE)))
  } catch (error) {
    if (!(error instanceof VaultRefusal)) throw error
  }
}

export const hasReserve = async (db: Database): Promise<boolean> =>
  (await db.read([LOCK], tx => asked(tx.objectStore(LOCK).count(RESERVE)))) > 0
