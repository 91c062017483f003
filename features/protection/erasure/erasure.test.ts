import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayIn } from '#domain/shared/dates.ts'
import { onServer } from '#features/identification/screening/on-server.ts'
import { StartScreening } from '#features/identification/screening/record.ts'
import { startScreening } from '#features/identification/screening/start-screening.ts'
import { closeCase } from '#features/protection/cases/close-case.ts'
import { withdrawConsent } from '#features/protection/consent/withdraw-consent.ts'
import { acceptReferral } from '#features/protection/referrals/accept-referral.ts'
import { completeReferral } from '#features/protection/referrals/complete-referral.ts'
import { keepLonger } from '#features/protection/retention/keep-longer.ts'
import type { Actor } from '#server/db/transact.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { codeOf, must, openedCase, run, sentReferral, tally } from '#tests/support/thread.ts'
import { askErasure } from './ask-erasure.ts'
import { callOffErasure } from './call-off-erasure.ts'
import { carryOutErasure } from './carry-out-erasure.ts'
import { confirmDestroyed } from './confirm-destroyed.ts'
import { confirmErasure } from './confirm-erasure.ts'

const MARKERS = ['Markerova Markera', '+999 555 8181', 'wishmarker', 'notemarker']
const DAY = 86_400_000

let house: TestHouse
let worker: Actor
let second: Actor
let partner: Actor

beforeAll(async () => {
  house = await openTestHouse()
  worker = await addActor(house, 'case-worker')
  second = await addStaff(house, worker.agencyId, 'case-worker')
  partner = await addActor(house, 'service-provider', { services: ['legal'] })
})
afterAll(() => house.close())

const later = (days: number) => house.setTime(new Date(house.house.clock().getTime() + days * DAY))

async function screened(): Promise<string> {
  const input = StartScreening.parse({
    instrument: 'ilo-labour-adult',
    situation: 'border',
    ageGroup: 'adult',
    language: 'uz',
    answers: { 'exploitation.low_no_salary': 'yes' },
    notes: { 'exploitation.low_no_salary': MARKERS[3] },
    complete: true,
  })
  return must(await run(house, worker, onServer(startScreening), input)).id
}

/** A case with a screening, a name, a wish and a referral that was completed. */
async function wholeCase({ closed = true } = {}): Promise<{ caseId: string; codeName: string }> {
  const caseId = await openedCase(house, worker, {
    openedFrom: 'screening',
    screeningId: await screened(),
    identity: { name: MARKERS[0], phone: MARKERS[1] },
    wish: MARKERS[2],
  })
  const sent = await sentReferral(house, worker, {
    caseId,
    toAgencyId: partner.agencyId,
    service: 'legal',
    depth: 'full',
  })
  must(await run(house, partner, acceptReferral, { referralId: sent.id }))
  if (closed) {
    must(await run(house, partner, completeReferral, { referralId: sent.id, outcome: 'service-given' }))
    must(await run(house, worker, closeCase, { caseId, version: 1 }))
  }
  const { rows } = await house.owner.query('select code_name from aman."case" where id = $1', [caseId])
  return { caseId, codeName: rows[0].code_name }
}

const ask = (actor: Actor, caseId: string) => run(house, actor, askErasure, { caseId, wishedBy: 'self' as const })

async function ripe(caseId: string): Promise<void> {
  must(await ask(worker, caseId))
  must(await run(house, second, confirmErasure, { caseId }))
  later(8)
}

test('two colleagues and a waiting time, then she is gone', async () => {
  const { caseId } = await wholeCase()
  must(await ask(worker, caseId))
  expect(codeOf(await run(house, worker, confirmErasure, { caseId }))).toBe('erasure.same-person')
  expect(codeOf(await run(house, second, carryOutErasure, { caseId }))).toBe('erasure.step-not-open')
  must(await run(house, second, confirmErasure, { caseId }))
  expect(codeOf(await run(house, second, carryOutErasure, { caseId }))).toBe('erasure.still-waiting')
  later(8)
  must(await run(house, worker, carryOutErasure, { caseId }))
  expect(codeOf(await run(house, worker, carryOutErasure, { caseId }))).toBe('case.not-found')
})

test('what still runs keeps everything, and is named', async () => {
  const { caseId } = await wholeCase({ closed: false })
  const refused = await ask(worker, caseId)
  expect(refused).toMatchObject({
    code: 'erasure.something-running',
    detail: { reasons: ['case-open', 'referral-open'] },
  })
})

test('called off by one colleague, nothing goes; the wish can be written down anew', async () => {
  const { caseId } = await wholeCase()
  await ripe(caseId)
  must(await run(house, worker, callOffErasure, { caseId }))
  expect(codeOf(await run(house, second, carryOutErasure, { caseId }))).toBe('erasure.step-not-open')
  expect(codeOf(await run(house, second, callOffErasure, { caseId }))).toBe('erasure.step-not-open')
  expect(codeOf(await ask(second, caseId))).toBe('ok')
})

test('ten ask at once: one wish', async () => {
  const { caseId } = await wholeCase()
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask(worker, caseId)))
  expect(tally(answers)).toEqual({ ok: 1, 'erasure.already-open': 9 })
})

test('ten carry it out while another calls it off: it is done once, or not at all', async () => {
  const { caseId } = await wholeCase()
  await ripe(caseId)
  const [calledOff, ...answers] = await Promise.all([
    run(house, second, callOffErasure, { caseId }),
    ...Array.from({ length: 10 }, () => run(house, worker, carryOutErasure, { caseId })),
  ])
  const done = tally(answers).ok ?? 0
  const { rows } = await house.owner.query('select from aman."case" where id = $1', [caseId])
  expect(done + rows.length).toBe(1)
  expect(codeOf(calledOff)).toBe(done === 1 ? 'case.not-found' : 'ok')
})

test('what is being written to the case at the moment of its erasure is done before it or not at all', async () => {
  const { caseId } = await wholeCase()
  await ripe(caseId)
  const { rows } = await house.owner.query('select id from aman.consent where case_id = $1', [caseId])
  const writes = Array.from({ length: 10 }, (_, index) =>
    index === 0
      ? run(house, second, withdrawConsent, { consentId: rows[0].id })
      : run(house, second, keepLonger, { caseId, reason: 'person-asks' as const, until: '2030-01-01' }),
  )
  const [erased, ...answers] = await Promise.all([run(house, worker, carryOutErasure, { caseId }), ...writes])
  expect(codeOf(erased)).toBe('ok')
  const known = ['ok', 'case.not-found', 'consent.not-found', 'consent.already-withdrawn']
  expect(answers.map(codeOf).filter(each => !known.includes(each))).toEqual([])
  expect(await everything()).not.toContain(caseId)
})

test('a case that was reopened in between is not erased', async () => {
  const { caseId } = await wholeCase()
  await ripe(caseId)
  await house.owner.query(`update aman."case" set status = 'open', closed_at = null where id = $1`, [caseId])
  const refused = await run(house, worker, carryOutErasure, { caseId })
  expect(refused).toMatchObject({ code: 'erasure.something-running', detail: { reasons: ['case-open'] } })
})

/** Every row of every table of the database, as text. */
async function everything(): Promise<string> {
  const { rows } = await house.owner.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname in ('aman', 'auth', 'public') and c.relname <> 'audit_event'`,
  )
  const texts = []
  for (const { name } of rows) {
    const found = await house.owner.query(
      `select coalesce(string_agg(to_jsonb(t)::text, ' '), '') as all from ${name} t`,
    )
    texts.push(found.rows[0].all)
  }
  return texts.join('\n')
}

test('nothing in the database holds her any more: no word, no ciphertext, no key, no id, no moment', async () => {
  const { caseId, codeName } = await wholeCase()
  await ripe(caseId)
  const { rows } = await house.owner.query(
    `select array(select id from aman.screening where case_id = $1) || array(select id from aman.consent where case_id = $1)
       || array(select id from aman.referral where case_id = $1) || array(select id from aman.case_narrative where case_id = $1) || $1::uuid as ids,
       array(select encode(sealed, 'hex') from aman.data_key where subject_id = $1)
       || array(select encode(sealed, 'hex') from aman.case_narrative where case_id = $1)
       || array(select encode(sealed, 'hex') from aman.case_identity where case_id = $1) as sealed,
       (select to_jsonb(opened_at) #>> '{}' from aman."case" where id = $1) as opened`,
    [caseId],
  )
  const hers: string[] = [...rows[0].ids, ...rows[0].sealed, rows[0].opened, codeName]
  expect(hers.length).toBeGreaterThan(12)
  const before = await everything()
  expect(hers.filter(each => !before.includes(each))).toEqual([])
  must(await run(house, worker, carryOutErasure, { caseId }))
  const after = await everything()
  expect(hers.filter(each => after.includes(each))).toEqual([codeName])
  expect(MARKERS.filter(each => after.includes(each) || after.includes(Buffer.from(each).toString('hex')))).toEqual([])

  const notices = await house.owner.query('select id, agency_id from aman.erasure_notice where code_name = $1', [
    codeName,
  ])
  expect(notices.rows.map(row => row.agency_id).toSorted()).toEqual([worker.agencyId, partner.agencyId].toSorted())
  for (const { id, agency_id } of notices.rows) {
    const [own, other] = agency_id === worker.agencyId ? [worker, partner] : [partner, worker]
    expect(codeOf(await run(house, other, confirmDestroyed, { noticeId: id }))).toBe('erasure-notice.not-found')
    must(await run(house, own, confirmDestroyed, { noticeId: id }))
  }
  expect(await everything()).not.toContain(codeName)
})

test('what stays are counts of what was alike, by year and region', async () => {
  const { rows } = await house.owner.query('select relation, facts, alike from aman.closed_fact order by relation')
  expect([...new Set(rows.map(row => row.relation))]).toEqual(['case', 'referral', 'screening'])
  const found = rows.find(row => row.relation === 'case' && row.facts.opened_at === '2026')
  expect(found?.facts).toEqual({
    age_group: 'adult',
    citizenship: 'not-known',
    opened_at: '2026',
    opened_from: 'screening',
    person_group: 'women',
    region: 'KZ-61',
  })
  expect(Number(found?.alike)).toBeGreaterThan(1)
})

describe('by raw SQL as aman_app, inside the agency that leads the case', () => {
  const as = async (actor: Actor, statement: string): Promise<string> => {
    const client = await house.house.pool.connect()
    try {
      await client.query('begin')
      const now = house.house.clock().toISOString()
      await client.query(
        `set local aman.user_id = '${actor.userId}'; set local aman.agency_id = '${actor.agencyId}';
         set local aman.role = '${actor.role}'; set local aman.now = '${now}'`,
      )
      const { rowCount } = await client.query(statement)
      return rowCount === 0 ? 'no row' : 'done'
    } catch (error) {
      if (error instanceof pg.DatabaseError) return error.constraint ?? error.code ?? 'refused'
      throw error
    } finally {
      await client.query('rollback')
      client.release()
    }
  }
  const erase = (caseId: string) => `select aman.erase_person('${caseId}', '2026-11-24')`
  const DENIED = '42501'

  test('nobody erases alone, early, in another’s name, or what was called off', async () => {
    const { caseId } = await wholeCase()
    const now = () => house.house.clock().toISOString()
    const confirm = (by: Actor, days: number) =>
      `update aman.erasure_request set confirmed_by = '${by.userId}', confirmed_at = '${now()}',
         not_before = '${now()}'::timestamptz + interval '${days} days' where case_id = '${caseId}'`
    const whole = `insert into aman.erasure_request (id, case_id, wished_by, asked_by, asked_at, confirmed_by, confirmed_at, not_before)
      values (gen_random_uuid(), '${caseId}', 'self', '${worker.userId}', '${now()}', '${second.userId}', '${now()}', '${now()}'::timestamptz + interval '1 day')`
    expect(await as(worker, whole)).toBe(DENIED)
    expect(await as(worker, erase(caseId))).toBe(DENIED)
    must(await ask(worker, caseId))
    expect(await as(worker, confirm(worker, 8))).toBe('erasure_needs_two')
    expect(await as(worker, confirm(second, 8))).toBe(DENIED)
    expect(await as(second, confirm(second, 0))).toBe('erasure_waits')
    expect(await as(worker, erase(caseId))).toBe(DENIED)
    must(await run(house, second, confirmErasure, { caseId }))
    expect(await as(second, confirm(second, 1))).toBe(DENIED)
    expect(await as(second, erase(caseId))).toBe(DENIED)
    expect(await as(second, `delete from aman.erasure_request`)).toBe(DENIED)
    later(8)
    expect(await as(second, erase(caseId))).toBe('done')
    must(await run(house, worker, callOffErasure, { caseId }))
    expect(await as(second, erase(caseId))).toBe(DENIED)
    expect(
      await as(
        second,
        `update aman.erasure_request set called_off_by = null, called_off_at = null where case_id = '${caseId}'`,
      ),
    ).toBe('no row')
  })

  test('administrators, coordinators, analysts and shelter managers of the same agency neither ask nor erase', async () => {
    const { caseId } = await wholeCase()
    await ripe(caseId)
    for (const role of ['administrator', 'coordinator', 'analyst', 'shelter-manager'] as const) {
      const actor = await addStaff(house, worker.agencyId, role)
      expect(await as(actor, erase(caseId)), role).toBe(DENIED)
      const keep = `insert into aman.kept_longer (id, case_id, reason, until, decided_by, decided_at)
        values (gen_random_uuid(), '${caseId}', 'court-order', '2030-01-01', '${actor.userId}', '${house.house.clock().toISOString()}')`
      expect(await as(actor, keep), role).toBe(DENIED)
    }
    expect(await as(partner, erase(caseId))).toBe(DENIED)
    expect(await as(worker, 'delete from aman.data_key')).toBe(DENIED)
    expect(await as(worker, 'update aman.retention_notice set goes_on = goes_on')).toBe(DENIED)
  })
})

test('a court order keeps her record against every wish, until its day', async () => {
  const { caseId } = await wholeCase()
  await ripe(caseId)
  const until = dayIn('Asia/Almaty', new Date(house.house.clock().getTime() + 30 * DAY))
  must(await run(house, worker, keepLonger, { caseId, reason: 'court-order' as const, until }))
  const refused = await run(house, second, carryOutErasure, { caseId })
  expect(refused).toMatchObject({ detail: { reasons: ['court-order'] } })
  later(31)
  must(await run(house, second, carryOutErasure, { caseId }))
})
