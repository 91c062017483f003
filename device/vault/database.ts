import { refuse } from '#domain/shared/result.ts'
import { VaultRefusal } from './refusal.ts'

export const KINDS = ['screening', 'settings'] as const
export type Kind = (typeof KINDS)[number]

/** What opens the others: the wrapped key, the wrong tries, and what a locked device knows of itself. */
export const LOCK = 'lock'
export const UNSENT = 'unsent'
/** Room that is kept back for when the disk is full: reserve.ts. */
export const RESERVE = 'reserve'

type Store = Kind | typeof LOCK

export type Database = {
  read<T>(stores: Store[], work: (tx: IDBTransaction) => Promise<T>): Promise<T>
  /** All of it or nothing, and on the disk when it answers. `work` may be asked twice: on a full disk once more, with the reserve. */
  write<T>(stores: Store[], work: (tx: IDBTransaction) => Promise<T>): Promise<T>
  /** Empties every store at once, so that being killed later leaves nothing, and then removes the files. */
  destroy(): Promise<void>
}

export const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result)
    request.onerror = () => failed(request.error)
  })

/** @param gone the database was deleted from elsewhere: by another tab, or with the data of the site. */
export function databaseOf(name: string, gone: () => void): Database {
  let connection: Promise<IDBDatabase> | null = null
  const left = () => {
    connection = null
    gone()
  }
  const connected = () => {
    connection ??= opened(name, left)
    return connection
  }
  const write: Database['write'] = async (stores, work) => {
    try {
      return await within(await connected(), stores, 'readwrite', work)
    } catch (error) {
      if (!isFull(error) || !(await gaveReserve(await connected()))) throw error
      return within(await connected(), stores, 'readwrite', work)
    }
  }
  return {
    read: async (stores, work) => within(await connected(), stores, 'readonly', work),
    write,
    async destroy() {
      const all: Store[] = [LOCK, ...KINDS]
      await write(all, tx => Promise.all(all.map(store => asked(tx.objectStore(store).clear()))))
      await deleted(name)
    },
  }
}

const isFull = (error: unknown) => error instanceof VaultRefusal && error.refusal.code === 'vault.full'

const gaveReserve = (db: IDBDatabase): Promise<boolean> =>
  within(db, [LOCK], 'readwrite', async tx => {
    const kept = await asked(tx.objectStore(LOCK).count(RESERVE))
    await asked(tx.objectStore(LOCK).delete(RESERVE))
    return kept > 0
  })

async function opened(name: string, left: () => void): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore(LOCK)
    for (const kind of KINDS) request.result.createObjectStore(kind).createIndex(UNSENT, UNSENT)
  }
  const db = await asked(request)
  db.onversionchange = () => {
    db.close()
    left()
  }
  db.onclose = left
  return db
}

function deleted(name: string): Promise<void> {
  const request = indexedDB.deleteDatabase(name)
  return new Promise((done, failed) => {
    request.onsuccess = () => done()
    request.onerror = () => failed(request.error)
    // A frozen tab still holds it open. It is empty already, and goes when that tab does.
    request.onblocked = () => done()
  })
}

async function within<T>(
  db: IDBDatabase,
  stores: Store[],
  mode: IDBTransactionMode,
  work: (tx: IDBTransaction) => Promise<T>,
): Promise<T> {
  const tx = db.transaction(stores, mode, { durability: 'strict' })
  const finished = finishOf(tx)
  try {
    const [value] = await Promise.all([work(tx), finished])
    return value
  } catch (error) {
    abandon(tx)
    // What was asked for fails before the transaction does, and knows less of the reason.
    throw asRefusal(tx.error ?? error)
  }
}

const finishOf = (tx: IDBTransaction): Promise<void> =>
  new Promise((done, failed) => {
    tx.oncomplete = () => done()
    tx.onabort = () => failed(tx.error)
  })

function abandon(tx: IDBTransaction): void {
  try {
    tx.abort()
  } catch {
    // It had ended already.
  }
}

const asRefusal = (error: unknown): unknown =>
  error instanceof Error && error.name === 'QuotaExceededError' ? new VaultRefusal(refuse('vault.full')) : error
