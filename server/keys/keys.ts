import type { KeyObject } from 'node:crypto'
import type { Tx } from '#server/db/client.ts'
import { subkey } from './root-key.ts'
import { newKey, sealKey, unsealKey } from './seal.ts'

/** What a running instance can open: agency keys, unwrapped once and kept in memory. */
export type Keys = {
  readonly forms: KeyObject
  readonly requests: KeyObject
  readonly receipts: KeyObject
  makeAgencyKey(agencyId: string): Buffer
  agencyKey(tx: Tx, agencyId: string): Promise<KeyObject>
}

const place = (agencyId: string) => `agency_key|wrapped|${agencyId}`

export function keysOf(root: KeyObject): Keys {
  const wrapping = subkey(root, 'agency keys')
  const open = new Map<string, KeyObject>()
  return {
    forms: subkey(root, 'forms'),
    requests: subkey(root, 'requests'),
    receipts: subkey(root, 'receipts'),
    makeAgencyKey: agencyId => sealKey(wrapping, newKey(), place(agencyId)),
    async agencyKey(tx, agencyId) {
      const known = open.get(agencyId)
      if (known) return known
      const row = await tx
        .selectFrom('agency_key')
        .select('wrapped')
        .where('agency_id', '=', agencyId)
        .executeTakeFirst()
      if (!row) throw new Error('an agency without a key')
      const key = unsealKey(wrapping, row.wrapped, place(agencyId))
      open.set(agencyId, key)
      return key
    },
  }
}
