import 'fake-indexeddb/auto'
import { asked, databaseOf, KINDS, type Kind, LOCK } from '#device/vault/database.ts'
import type { Sealed } from '#device/vault/sealing.ts'
import { openVault, type Vault } from '#device/vault/vault.ts'

export const PIN = 'invented kestrel'
export const SECRET = Uint8Array.from({ length: 32 }, (_, at) => at)
/** So few that a test does not wait; what a device does is tested once with its own number. */
const ROUNDS = 10

let count = 0

/** A vault as one tab or worker has it. Two of one name are two tabs of one device. */
export const tab = (name: string): Promise<Vault> => openVault(name, { rounds: ROUNDS, reserveBytes: 100 })

export async function enrolled(): Promise<{ name: string; vault: Vault }> {
  count += 1
  const name = `device-${count}`
  const vault = await tab(name)
  const made = await vault.create(PIN, SECRET, { deviceId: name })
  if (!made.ok) throw new Error(made.code)
  return { name, vault }
}

/** The disk, as whoever has the phone reads and alters it. */
export function diskOf(name: string) {
  const db = databaseOf(name, () => undefined)
  return {
    row: (kind: Kind, id: string): Promise<Sealed> => db.read([kind], tx => asked(tx.objectStore(kind).get(id))),
    put: (kind: Kind, id: string, row: Sealed) => db.write([kind], tx => asked(tx.objectStore(kind).put(row, id))),
    lock: (key: string): Promise<unknown> => db.read([LOCK], tx => asked(tx.objectStore(LOCK).get(key))),
    putLock: (key: string, value: unknown) => db.write([LOCK], tx => asked(tx.objectStore(LOCK).put(value, key))),
    /** Every key and value of every store. */
    everything: () =>
      db.read([LOCK, ...KINDS], async tx => {
        const each = [LOCK, ...KINDS].map(name => tx.objectStore(name))
        const found = await Promise.all(each.flatMap(store => [asked(store.getAllKeys()), asked(store.getAll())]))
        return found.flat()
      }),
  }
}
