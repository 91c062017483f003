import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#domain/access/roles.ts'
import { judgeWarning } from '#features/prevention/offers/judge-warning.ts'
import { readWarning } from '#features/prevention/offers/queries.ts'
import { warnOfOffer } from '#features/prevention/offers/warn-of-offer.ts'
import type { Actor } from '#server/db/transact.ts'
import { addActor, addAgency, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { type RawSql, rawSql } from '#tests/support/raw-sql.ts'
import { codeOf, must, run } from '#tests/support/thread.ts'
import { leaveTip } from './leave-tip.ts'

const TABLES = ['tip', 'tip_message', 'tip_file', 'offer_warning', 'data_key']
const RECEIPT = '1212121212121212'

let house: TestHouse
let sql: RawSql
let operator: Actor
let warningId: string

beforeAll(async () => {
  house = await openTestHouse()
  sql = rawSql(house)
  operator = await addStaff(house, await addAgency(house, { kind: 'hotline' }), 'hotline-operator')
  const told = { words: 'Invented', about: 'place', danger: 'no', happens: 'now', language: 'ru' } as const
  await leaveTip(house.house, { told, receipt: RECEIPT, traces: false, file: null })
  const offer = { offeredBy: 'Invented Ltd', words: '', signs: ['money-ahead' as const] }
  warningId = must(await run(house, operator, warnOfOffer, offer)).id
})
afterAll(() => house.close())

const refused = (actor: Actor, statement: string) =>
  sql.asks(actor, statement).then(
    ({ rows, rowCount }) => (rows.length === 0 && (rowCount ?? 0) === 0 ? 'nothing' : JSON.stringify(rows)),
    error => error.code,
  )

const OWN_OTHERS: readonly Role[] = ['coordinator', 'administrator', 'officer', 'analyst', 'shelter-manager']

describe('with raw SQL as the program', () => {
  test('nobody of another role or agency sees a row, and nobody at all a receipt', async () => {
    const others = [
      await addActor(house, 'hotline-operator', { kind: 'hotline' }),
      await addActor(house, 'case-worker'),
    ]
    for (const role of OWN_OTHERS) others.push(await addStaff(house, operator.agencyId, role))
    for (const other of others) {
      for (const table of TABLES) expect(await refused(other, `select * from aman.${table}`), table).toBe('nothing')
      expect(await refused(other, `update aman.tip set status = 'new'`)).toBe('nothing')
      expect(await refused(other, 'delete from aman.tip')).toBe('42501')
    }
    for (const each of [operator, ...others]) {
      expect(await refused(each, 'select * from aman.tip_receipt')).toBe('42501')
      expect(await refused(each, 'select hash from aman.tip_receipt')).toBe('42501')
    }
  })

  test('the desk itself writes no word in the name of a sender, moves no tip and ends none as retention would', async () => {
    const say = `insert into aman.tip_message (id, tip_id, number, by_whom, said_on, sealed)
      select gen_random_uuid(), id, 7, 'sender', received_on, '\\x00' from aman.tip`
    expect(await refused(operator, say)).toBe('42501')
    expect(await refused(operator, `update aman.tip set agency_id = gen_random_uuid()`)).toBe('42501')
    expect(await refused(operator, `update aman.tip set received_on = now()`)).toBe('42501')
    const end = `update aman.tip set status = 'closed', closed_reason = 'untouched', closed_on = received_on`
    expect(await refused(operator, end)).toBe('42501')
    expect(await refused(operator, 'select aman.retire_tips(now()::date, now()::date, now()::date)')).toBe('42501')
    expect(await refused(operator, 'select aman.destroy_tip(id) from aman.tip')).toBe('42501')
  })

  test('a guessed hash opens nothing, and what a true one opens is ciphertext', async () => {
    const { rows } = await house.owner.query<{ hash: Buffer }>('select hash from aman.tip_receipt')
    const nobody = await addActor(house, 'analyst')
    expect(await refused(nobody, `select * from aman.tip_of_receipt('\\x${'00'.repeat(32)}')`)).toBe('nothing')
    const opened = await sql.asks(nobody, `select * from aman.tip_of_receipt('\\x${rows[0]?.hash.toString('hex')}')`)
    expect(JSON.stringify(opened.rows)).not.toContain('Invented')
  })
})

test('a warning is judged by a second colleague of the same desk, once, and read by no other', async () => {
  const own = { warningId, version: 1, judgement: 'checked' as const }
  expect(codeOf(await run(house, operator, judgeWarning, own))).toBe('offer.needs-another')
  const elsewhere = await addActor(house, 'case-worker')
  expect(codeOf(await run(house, elsewhere, judgeWarning, own))).toBe('offer.not-found')
  expect(codeOf(await run(house, elsewhere, readWarning, warningId))).toBe('offer.not-found')
  const seconds: Actor[] = []
  for (let n = 0; n < 3; n++) seconds.push(await addStaff(house, operator.agencyId, 'shift-lead'))
  const all = await Promise.all(seconds.map(each => run(house, each, judgeWarning, own)))
  expect(all.map(codeOf).toSorted()).toEqual(['offer.stale', 'offer.stale', 'ok'].toSorted())
})
