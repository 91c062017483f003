import type { KeyObject } from 'node:crypto'
import { DatabaseError } from 'pg'
import type { Tx } from '#server/db/client.ts'
import { type Keyring, rootOf, subkey } from './keyring.ts'
import { newKey, sealKey, unsealKey } from './seal.ts'

/** An agency's key of one version. Whatever is sealed with it is stored with that version. */
export type AgencyKey = { readonly version: number; readonly key: KeyObject }

/** As aman.agency_key stores it. */
export type WrappedKey = { readonly agency_id: string; readonly key_version: number; readonly wrapped: Buffer }

/** What a running instance can open: agency keys, unwrapped once and kept in memory. */
export type Keys = {
  readonly forms: KeyObject
  readonly requests: KeyObject
  readonly receipts: KeyObject
  readonly callers: KeyObject
  readonly tips: KeyObject
  readonly devices: KeyObject
  readonly evidence: KeyObject
  makeAgencyKey(agencyId: string): WrappedKey
  /** The key of the version that something was sealed under; without one the newest, for sealing. */
  agencyKey(tx: Tx, agencyId: string, version?: number): Promise<AgencyKey>
  /** A key that a door of the database handed out, where nobody is signed in who could read the table. */
  openAgencyKey(row: WrappedKey): Promise<AgencyKey>
  /** True where a rotation is why an action failed. What was known is then read again, and the action can be. */
  renewed(error: unknown): Promise<boolean>
}

export const agencyKeyPlace = (agencyId: string) => `agency_key|wrapped|${agencyId}`
export const wrappingKey = (ring: Keyring, version: number) => subkey(rootOf(ring, version), 'agency keys')

const OF_VERSION = [
  'agency_key_of_version',
  'data_key_of_version',
  'shelter_address_of_version',
  'shift_note_of_version',
]
const MOVED = 'aman.keys-moved'

const moved = () => Object.assign(new Error('a key version that is gone'), { code: MOVED })

const isOfVersion = (error: unknown) =>
  error instanceof DatabaseError
    ? OF_VERSION.includes(error.constraint ?? '')
    : (error as { code?: unknown })?.code === MOVED

/** `reread` reads the root key's file again: a rotation by another process adds a version to it. */
export function keysOf(start: Keyring, reread: () => Promise<Keyring>): Keys {
  let ring = start
  const open = new Map<string, Map<number, AgencyKey>>()
  const newest = new Map<string, AgencyKey>()

  function keep(agencyId: string, key: AgencyKey): AgencyKey {
    const versions = open.get(agencyId) ?? new Map<number, AgencyKey>()
    open.set(agencyId, versions.set(key.version, key))
    if (key.version >= (newest.get(agencyId)?.version ?? 0)) newest.set(agencyId, key)
    return key
  }

  async function unwrap({ agency_id, key_version, wrapped }: WrappedKey): Promise<AgencyKey> {
    if (!ring.roots.has(key_version)) ring = await reread()
    const key = unsealKey(wrappingKey(ring, key_version), wrapped, agencyKeyPlace(agency_id))
    return keep(agency_id, { version: key_version, key })
  }

  return {
    forms: ring.secret('forms'),
    requests: ring.secret('requests'),
    receipts: ring.secret('receipts'),
    callers: ring.secret('caller'),
    tips: ring.secret('tips'),
    devices: ring.secret('devices'),
    evidence: ring.secret('evidence'),
    makeAgencyKey: agencyId => ({
      agency_id: agencyId,
      key_version: ring.version,
      wrapped: sealKey(wrappingKey(ring, ring.version), newKey(), agencyKeyPlace(agencyId)),
    }),
    async agencyKey(tx, agencyId, version) {
      const known = version === undefined ? newest.get(agencyId) : open.get(agencyId)?.get(version)
      if (known) return known
      const row = await findWrapped(tx, agencyId, version)
      if (!row) throw version === undefined ? new Error('an agency without a key') : moved()
      return unwrap({ agency_id: agencyId, ...row })
    },
    openAgencyKey: async row => open.get(row.agency_id)?.get(row.key_version) ?? unwrap(row),
    async renewed(error) {
      if (!isOfVersion(error)) return false
      open.clear()
      newest.clear()
      ring = await reread()
      return true
    },
  }
}

function findWrapped(tx: Tx, agencyId: string, version: number | undefined) {
  const of = tx.selectFrom('agency_key').select(['key_version', 'wrapped']).where('agency_id', '=', agencyId)
  const one = version === undefined ? of.orderBy('key_version', 'desc').limit(1) : of.where('key_version', '=', version)
  return one.executeTakeFirst()
}
