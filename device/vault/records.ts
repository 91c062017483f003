import { asked, type Database, KINDS, type Kind, LOCK, UNSENT } from './database.ts'
import { locked, VaultRefusal } from './refusal.ts'
import { type Sealed, seal, unseal } from './sealing.ts'
import { lockIn } from './tries.ts'

/** The data key in memory, and which one it is. */
export type Held = { key: CryptoKey; keyId: string }

export type Records = {
  get<T>(kind: Kind, id: string): Promise<T | null>
  change<T>(kind: Kind, id: string, next: (now: T | null) => T | null): Promise<T | null>
  walk<T>(kind: Kind, after?: string, limit?: number): Promise<{ id: string; value: T }[]>
  unsent(): Promise<number>
}

const PAGE = 50

/** @param held the key while the vault is open; throws where it is locked. */
export function recordsOf(name: string, db: Database, held: () => Held): Records {
  const read = async (kind: Kind, id: string, { keyId }: Held): Promise<Sealed | undefined> =>
    db.read([LOCK, kind], async tx => {
      const [row] = await Promise.all([asked(tx.objectStore(kind).get(id)), sameKey(tx, keyId)])
      return row
    })
  const get = async <T>(kind: Kind, id: string, by = held()): Promise<T | null> => {
    const row = await read(kind, id, by)
    return row ? unseal<T>(by.key, `${kind}|${id}`, row) : null
  }
  async function change<T>(kind: Kind, id: string, next: (now: T | null) => T | null): Promise<T | null> {
    const by = held()
    const value = next(await get<T>(kind, id, by))
    const row = value === null ? null : await seal(by.key, `${kind}|${id}`, value)
    await db.write([LOCK, kind], async tx => {
      await sameKey(tx, by.keyId)
      const store = tx.objectStore(kind)
      await (row ? asked(store.put(row, id)) : asked(store.delete(id)))
    })
    return value
  }
  return {
    get: async (kind, id) => get(kind, id),
    // Sealing cannot happen inside a transaction, which ends as soon as it waits for anything else: the door holds instead.
    change: (kind, id, next) => navigator.locks.request(`${name}|${kind}|${id}`, () => change(kind, id, next)),
    walk: async (kind, after, limit = PAGE) => walked(db, held(), { kind, after, limit }),
    unsent: () =>
      db.read([...KINDS], async tx => {
        const counts = KINDS.map(kind => asked(tx.objectStore(kind).index(UNSENT).count()))
        return (await Promise.all(counts)).reduce((sum, each) => sum + each, 0)
      }),
  }
}

/** Another tab may have wiped the store since, and somebody enrolled anew: what this key sealed belongs nowhere. */
async function sameKey(tx: IDBTransaction, keyId: string): Promise<void> {
  if ((await lockIn(tx))?.keyId !== keyId) throw locked()
}

type Walk = { kind: Kind; after: string | undefined; limit: number }

/** An altered record does not stop those behind it from being listed and sent; it stays where it is, and counts as unsent. */
async function walked<T>(db: Database, by: Held, { kind, after, limit }: Walk): Promise<{ id: string; value: T }[]> {
  const found: { id: string; value: T }[] = []
  let from = after
  while (found.length < limit) {
    const rows = await page(db, by, { kind, after: from, limit: limit - found.length })
    for (const [id, row] of rows) {
      const value = await unseal<T>(by.key, `${kind}|${id}`, row).catch(unlessDamaged)
      if (value !== undefined) found.push({ id, value })
    }
    from = rows.at(-1)?.[0]
    if (from === undefined) break
  }
  return found
}

function unlessDamaged(error: unknown): undefined {
  if (!(error instanceof VaultRefusal)) throw error
}

const page = (db: Database, { keyId }: Held, { kind, after, limit }: Walk): Promise<[string, Sealed][]> =>
  db.read([LOCK, kind], async tx => {
    const store = tx.objectStore(kind)
    const range = after === undefined ? null : IDBKeyRange.lowerBound(after, true)
    const [ids, rows] = await Promise.all([
      asked(store.getAllKeys(range, limit)),
      asked<Sealed[]>(store.getAll(range, limit)),
      sameKey(tx, keyId),
    ])
    return rows.map((row, at) => [String(ids[at]), row])
  })
