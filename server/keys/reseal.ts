import type { KeyObject } from 'node:crypto'
import type pg from 'pg'
import type { Depth } from '#server/db/tables.ts'
import { AGENCY_SEALED, agencySealedPlace } from './agency-sealed.ts'
import { dataKeyPlace } from './data-keys.ts'
import type { Keyring } from './keyring.ts'
import { agencyKeyPlace, wrappingKey } from './keys.ts'
import { newKey, seal, sealKey, unseal, unsealKey } from './seal.ts'
import { retiredKeyPlace, signingKeyPlace, signingWrap } from './signer.ts'

/** One rotation at work: everything below `target` is sealed anew under `target`. */
export type Passage = { client: pg.Client; ring: Keyring; target: number }

const BATCH = 1000

export async function inTransaction<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    const value = await work()
    await client.query('commit')
    return value
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

/** Gives every agency a key of the new version. */
export async function makeAgencyKeys({ client, ring, target }: Passage): Promise<number> {
  const { rows } = await client.query<{ id: string }>(
    `select a.id from aman.agency a
      where not exists (select from aman.agency_key k where k.agency_id = a.id and k.key_version = $1)`,
    [target],
  )
  const wrapping = wrappingKey(ring, target)
  for (const { id } of rows) {
    await client.query(
      'insert into aman.agency_key (agency_id, key_version, wrapped) values ($1, $2, $3) on conflict do nothing',
      [id, target, sealKey(wrapping, newKey(), agencyKeyPlace(id))],
    )
  }
  return rows.length
}

type AgencyKeys = { agencyId: string; of(version: number): KeyObject }

async function agencyKeys({ client, ring }: Passage): Promise<AgencyKeys[]> {
  const { rows } = await client.query<{ agency_id: string; key_version: number; wrapped: Buffer }>(
    'select agency_id, key_version, wrapped from aman.agency_key order by agency_id',
  )
  const agencies = new Map<string, Map<number, KeyObject>>()
  for (const row of rows) {
    const key = unsealKey(wrappingKey(ring, row.key_version), row.wrapped, agencyKeyPlace(row.agency_id))
    agencies.set(row.agency_id, (agencies.get(row.agency_id) ?? new Map<number, KeyObject>()).set(row.key_version, key))
  }
  return [...agencies].map(([agencyId, keys]) => ({
    agencyId,
    of: version => {
      const key = keys.get(version)
      if (!key) throw new Error('an agency key of a version that is not stored')
      return key
    },
  }))
}

/** Seals all data keys anew, a thousand in a transaction; what a request holds at this moment is left for the next pass. */
export async function resealDataKeys(passage: Passage, tell: (count: number) => unknown): Promise<number> {
  let total = 0
  for (const agency of await agencyKeys(passage)) {
    for (;;) {
      const count = await inTransaction(passage.client, () => resealBatch(passage, agency, 'skip locked'))
      total += count
      if (count > 0) await tell(count)
      if (count < BATCH) break
    }
  }
  return total
}

/** What was sealed under the old version since the last pass, while nothing more can be. For the transaction that ends a rotation. */
export async function resealRest(passage: Passage): Promise<void> {
  for (const agency of await agencyKeys(passage)) {
    while ((await resealBatch(passage, agency, '')) > 0);
    await resealDirectly(passage, agency)
  }
}

type DataKeyRow = { subject_id: string; depth: Depth; sealed: Buffer; key_version: number }

async function resealBatch(
  { client, target }: Passage,
  agency: AgencyKeys,
  locked: 'skip locked' | '',
): Promise<number> {
  const { rows } = await client.query<DataKeyRow>(
    `select subject_id, depth, sealed, key_version from aman.data_key
      where agency_id = $1 and key_version < $2 order by key_version limit ${BATCH} for update ${locked}`,
    [agency.agencyId, target],
  )
  if (rows.length === 0) return 0
  const next = agency.of(target)
  const sealed = rows.map(row => {
    const place = dataKeyPlace(row.subject_id, row.depth, agency.agencyId)
    return sealKey(next, unsealKey(agency.of(row.key_version), row.sealed, place), place)
  })
  await client.query(
    `update aman.data_key k set sealed = n.sealed, key_version = $1
       from unnest($2::uuid[], $3::aman.depth[], $4::bytea[]) as n (subject_id, depth, sealed)
      where k.subject_id = n.subject_id and k.depth = n.depth and k.agency_id = $5`,
    [target, rows.map(row => row.subject_id), rows.map(row => row.depth), sealed, agency.agencyId],
  )
  return rows.length
}

type SealedRow = { id: string; sealed: Buffer; key_version: number }

async function resealDirectly({ client, target }: Passage, agency: AgencyKeys): Promise<void> {
  for (const { table, row } of AGENCY_SEALED) {
    const { rows } = await client.query<SealedRow>(
      `select ${row} as id, sealed, key_version from aman.${table} where agency_id = $1 and key_version < $2`,
      [agency.agencyId, target],
    )
    for (const { id, sealed, key_version } of rows) {
      const place = agencySealedPlace(table, id)
      const anew = seal(agency.of(target), unseal(agency.of(key_version), sealed, place), place)
      await client.query(`update aman.${table} set sealed = $1, key_version = $2 where ${row} = $3`, [anew, target, id])
    }
  }
}

type Wrapped = { kid: string; wrapped: Buffer; key_version: number; retired: boolean }

/** Wraps the signing key anew, and the public halves that are left of retired ones. */
export async function rewrapSigningKeys({ client, ring, target }: Passage): Promise<void> {
  const { rows } = await client.query<Wrapped>(
    'select kid, wrapped, key_version, retired_at is not null as retired from aman.signing_key where key_version < $1',
    [target],
  )
  for (const { kid, wrapped, key_version, retired } of rows) {
    const place = retired ? retiredKeyPlace(kid) : signingKeyPlace(kid)
    const bytes = unseal(signingWrap(ring, key_version), wrapped, place)
    await client.query('update aman.signing_key set wrapped = $1 where kid = $2', [
      seal(signingWrap(ring, target), bytes, place),
      kid,
    ])
  }
  await client.query('update aman.signing_key set key_version = $1 where key_version < $1', [target])
}
