import { createPublicKey } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Address } from '#server/db/client.ts'
import { readMarks } from '#server/db/instance.ts'
import { type Keyring, markOf, rootOf, withNext, withOnly } from './keyring.ts'
import { inTransaction, makeAgencyKeys, type Passage, resealDataKeys, resealRest, rewrapSigningKeys } from './reseal.ts'
import { type KeyringPlace, loadRootKey, replaceKeyring } from './root-key.ts'
import { seal } from './seal.ts'
import { makeSigningKey, privateKeyOf, retiredKeyPlace, type SigningRow, signingWrap } from './signer.ts'

export type RotationStep = 'version-added' | 'root-key-added' | 'agency-keys-made' | 'data-keys-sealed' | 'turned'

export type RotationOptions = {
  owner: Address
  place: KeyringPlace
  /** Makes a new signing key too; the present one is retired and checks what it signed. */
  signing: boolean
  /** Told after each step, however often it is taken. What it throws stops the rotation there, and the next one goes on. */
  tell(step: RotationStep, count: number): void
}

export type Rotation = { version: number; dataKeys: number; resumed: boolean; signingKey: string | null }

const LOCK = 6_104_120_266
const TRIES = 50

/**
 * Makes a new root key, new keys of all agencies, seals everything anew under them and removes the old ones, while Aman runs.
 * Stopped at any point, the next call goes on from there.
 */
export async function rotateKeys(options: RotationOptions): Promise<Rotation> {
  const client = new pg.Client({ ...options.owner, application_name: 'aman rotation' })
  await client.connect()
  try {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [LOCK])
    if (!rows[0]?.mine) throw new Error('Another rotation is running.')
    await client.query('set role aman_owner')
    return await rotateAlone(client, options)
  } finally {
    await client.end()
  }
}

async function rotateAlone(client: pg.Client, options: RotationOptions): Promise<Rotation> {
  const { place, tell } = options
  const ring = await loadRootKey(place.file, false)
  const { oldest, newest } = await versions(client)
  // Everything had been sealed anew, and only the old root key was left in the file.
  if (Math.min(...ring.roots.keys()) < oldest) {
    await replaceKeyring(place, withOnly(ring, newest))
    return { version: newest, dataKeys: 0, resumed: true, signingKey: null }
  }
  const resumed = oldest < newest
  const target = resumed ? newest : newest + 1
  if (!resumed) await client.query('insert into aman.key_version values ($1)', [target])
  tell('version-added', 1)
  const passage = { client, ring: await addRoot(client, place, ring, target), target }
  tell('root-key-added', 1)
  const dataKeys = await sealAnew(passage, options)
  const signingKey = await turn(passage, options.signing)
  tell('turned', 1)
  await replaceKeyring(place, withOnly(passage.ring, target))
  return { version: target, dataKeys, resumed, signingKey }
}

async function versions(client: pg.Client): Promise<{ oldest: number; newest: number }> {
  const { rows } = await client.query<{ oldest: number; newest: number }>(
    'select min(version) as oldest, max(version) as newest from aman.key_version',
  )
  if (!rows[0]) throw new Error('no key version')
  return rows[0]
}

/** The new root key lies safe in the file, and the database knows its mark, before anything is sealed under it. */
async function addRoot(client: pg.Client, place: KeyringPlace, ring: Keyring, target: number): Promise<Keyring> {
  const both = ring.roots.has(target) ? ring : withNext(ring, target)
  const mark = markOf(rootOf(both, target))
  await client.query('reset role')
  const { next_mark } = await readMarks(client)
  if (next_mark && !next_mark.equals(mark))
    throw new Error('A rotation has begun with a newer root key. Put the newest copy of the root key back.')
  if (both !== ring) await replaceKeyring(place, both)
  await client.query('update public.aman_instance set next_mark = $1', [mark])
  await client.query('set role aman_owner')
  return both
}

async function sealAnew(passage: Passage, { tell }: RotationOptions): Promise<number> {
  let total = 0
  for (;;) {
    tell('agency-keys-made', await makeAgencyKeys(passage))
    const count = await resealDataKeys(passage, each => tell('data-keys-sealed', each))
    total += count
    // What running requests still add is little, and the turn takes it along.
    if (count < 100) return total
  }
}

const FOREIGN_KEY = '23503'
const PASSING = ['55P03', '40P01', '40001', FOREIGN_KEY]

/** Removes the old version in one transaction, tried again while requests are in the way. */
async function turn(passage: Passage, signing: boolean): Promise<string | null> {
  for (let tries = 1; ; tries++) {
    try {
      return await inTransaction(passage.client, () => turnOnce(passage, signing))
    } catch (error) {
      const passes = error instanceof pg.DatabaseError && PASSING.includes(error.code ?? '')
      if (!passes || tries === TRIES) throw error
      await pause(20 * tries)
    }
  }
}

async function turnOnce(passage: Passage, signing: boolean): Promise<string | null> {
  const { client, target, ring } = passage
  // Whoever writes waits for a moment, and nobody for the rotation to get its turn behind a long request.
  await client.query(`set local lock_timeout = '500ms'`)
  await client.query(
    'lock table aman.agency_key, aman.data_key, aman.shelter_address, aman.shift_note, aman.signing_key in share row exclusive mode',
  )
  await makeAgencyKeys(passage)
  await resealRest(passage)
  await rewrapSigningKeys(passage)
  const kid = signing ? await replaceSigningKey(passage) : null
  await client.query('delete from aman.agency_key where key_version < $1', [target])
  await client.query('delete from aman.key_version where version < $1', [target])
  await client.query('reset role')
  await client.query('update public.aman_instance set key_mark = $1, next_mark = null', [markOf(rootOf(ring, target))])
  await client.query('set role aman_owner')
  return kid
}

async function replaceSigningKey({ client, ring, target }: Passage): Promise<string> {
  const { kid, publicJwk, wrapped } = await makeSigningKey(ring)
  const { rows } = await client.query<SigningRow>('select * from aman.signing_key where retired_at is null for update')
  for (const row of rows) {
    const half = createPublicKey(privateKeyOf(row, ring)).export({ format: 'der', type: 'spki' })
    const sealed = seal(signingWrap(ring, target), half, retiredKeyPlace(row.kid))
    await client.query('update aman.signing_key set retired_at = now(), wrapped = $1 where kid = $2', [sealed, row.kid])
  }
  await client.query(
    'insert into aman.signing_key (kid, public_jwk, wrapped, key_version, made_at) values ($1, $2, $3, $4, now())',
    [kid, JSON.stringify(publicJwk), wrapped, target],
  )
  return kid
}
