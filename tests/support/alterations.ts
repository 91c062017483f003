import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { CompactSign, calculateJwkThumbprint } from 'jose'
import type pg from 'pg'
import { blockIn } from '#server/audit/block.ts'

/** Something that somebody with all rights over the database does to the record. `pick` chooses among rows. */
export type Alteration = { name: string; apply(owner: pg.Client, pick: readonly [number, number]): Promise<void> }

const EVENT =
  '(select seq from aman.audit_event order by seq offset $1::int % (select count(*) from aman.audit_event)::int limit 1)'
const BLOCK =
  '(select number from aman.audit_block order by number offset $1::int % (select count(*) from aman.audit_block)::int limit 1)'

const run = (name: string, text: string): Alteration => ({
  name,
  apply: async (owner, [first, second]) => {
    const values = text.includes('$2') ? [first, second] : [first]
    const { rowCount } = await owner.query(text, values)
    if (rowCount === 0) throw new Error(`${name} altered nothing`)
  },
})

const editEvent = (column: string, value: string) =>
  run(`edit ${column}`, `update aman.audit_event set ${column} = ${value} where seq = ${EVENT}`)
const editBlock = (column: string, value: string) =>
  run(`edit block ${column}`, `update aman.audit_block set ${column} = ${value} where number = ${BLOCK}`)

const EVENTS = 'aman.audit_event'
const REST = 'at, user_id, agency_id, role, action, subject_ids, detail, xid'
const OTHER = EVENT.replaceAll('$1', '$2')

export const EVENT_ALTERATIONS: readonly Alteration[] = [
  editEvent('at', `at + interval '1 microsecond'`),
  editEvent('user_id', 'gen_random_uuid()'),
  editEvent('agency_id', 'gen_random_uuid()'),
  editEvent('role', `coalesce(role, '') || 's'`),
  editEvent('action', `action || 'd'`),
  editEvent('subject_ids', 'subject_ids || null::uuid'),
  editEvent('subject_ids', 'subject_ids || gen_random_uuid()'),
  editEvent('detail', `'{"n": 1.50}'`),
  editEvent('detail', `case when detail is null then 'null'::jsonb end`),
  editEvent('xid', `(xid::text::bigint + 1)::text::xid8`),
  editEvent('seq', 'seq + 1000000'),
  run('delete an event', `delete from ${EVENTS} where seq = ${EVENT}`),
  run(
    'swap two events',
    `with one as (select ${EVENT} as a), two as (select a, coalesce(nullif(${OTHER}, a), (select min(seq) from ${EVENTS} where seq <> a)) as b from one)
     update ${EVENTS} e set (${REST}) = (select ${REST} from ${EVENTS} o where o.seq = two.a + two.b - e.seq) from two where e.seq in (two.a, two.b)`,
  ),
  run(
    'insert an event into a gap, of a transaction of then',
    `insert into ${EVENTS} (seq, ${REST}) select (select min(s) from generate_series(1, 100000) s where not exists (select from ${EVENTS} where seq = s)), ${REST}
       from ${EVENTS} where seq = ${EVENT}`,
  ),
  run(
    'insert an event of long ago at the end',
    `insert into ${EVENTS} (seq, at, action) select (select max(seq) + 10 from ${EVENTS}), at - interval '1 day', action from ${EVENTS} where seq = ${EVENT}`,
  ),
]

export const BLOCK_ALTERATIONS: readonly Alteration[] = [
  editBlock('number', 'number + 1000'),
  editBlock('sealed_at', `sealed_at - interval '1 microsecond'`),
  editBlock('members', `members + '{[900000,900001)}'`),
  editBlock(
    'members',
    `members - (select int8multirange(int8range(lower(r), lower(r) + 1)) from unnest(members) r limit 1)`,
  ),
  editBlock('snapshot', `'1:1:'`),
  editBlock('leaves', 'set_byte(leaves, 7, 255 - get_byte(leaves, 7))'),
  editBlock('leaves', `leaves || '\\x00'`),
  editBlock(
    'signed',
    `overlay(signed placing translate(substr(signed, 200, 1), 'abcdefghABCDEFGH0123', 'bcdefghaBCDEFGHA1230') || '-' from 200 for 2)`,
  ),
  editBlock('signed', `left(signed, -40) || reverse(right(signed, 40))`),
  editBlock('signed', `signed || '='`),
  run('delete a block', `delete from aman.audit_block where number = ${BLOCK}`),
  run(
    'cut the tail, events and blocks',
    `with cut as (delete from aman.audit_block where number >= greatest(2, ${BLOCK}) returning members)
     delete from ${EVENTS} e using cut where cut.members @> e.seq`,
  ),
  run(
    'replay an old block in place of a newer one',
    `update aman.audit_block b set (sealed_at, members, snapshot, leaves, signed) = (select sealed_at, members, snapshot, leaves, signed from aman.audit_block o where o.number = 1)
      where b.number = greatest(2, ${BLOCK})`,
  ),
  run(
    'replay an old block at the end',
    `insert into aman.audit_block select (select max(number) + 1 from aman.audit_block), sealed_at, members, snapshot, leaves, signed from aman.audit_block where number = ${BLOCK}`,
  ),
  { name: 'sign anew with a key of one’s own', apply: (owner, pick) => signAnew(owner, pick, false) },
  { name: 'sign anew with a key of one’s own, put among ours', apply: (owner, pick) => signAnew(owner, pick, true) },
]

/** A block with other content, its columns to match, signed with a foreign key that pretends to be ours or is planted in the table. */
async function signAnew(owner: pg.Client, [first]: readonly [number, number], planted: boolean): Promise<void> {
  const { rows } = await owner.query(
    `select number::int as number, signed from aman.audit_block where number = ${BLOCK}`,
    [first],
  )
  const block = blockIn(rows[0].signed)
  if (!block) throw new Error('no block')
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const jwk = publicKey.export({ format: 'jwk' })
  const kid = planted
    ? await calculateJwkThumbprint(jwk)
    : JSON.parse(Buffer.from(rows[0].signed.split('.')[0], 'base64url').toString()).kid
  if (planted)
    await owner.query(
      `insert into aman.signing_key (kid, public_jwk, wrapped, key_version, made_at, retired_at) values ($1, $2, '\\x00', 1, now(), now())`,
      [kid, JSON.stringify({ ...jwk, kid, alg: 'EdDSA', use: 'sig' })],
    )
  const sealedAt = block.sealedAt.replace('2026', '2025')
  const signed = await new CompactSign(Buffer.from(JSON.stringify({ ...block, sealedAt })))
    .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'aman-audit-block+jws' })
    .sign(privateKey)
  await owner.query('update aman.audit_block set signed = $2, sealed_at = $3 where number = $1', [
    rows[0].number,
    signed,
    sealedAt,
  ])
}

export const pickTwo = fc.tuple(fc.nat(999), fc.nat(999))
