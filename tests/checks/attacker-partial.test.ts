import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { onServer } from '#features/identification/screening/on-server.ts'
import { StartScreening } from '#features/identification/screening/record.ts'
import { startScreening } from '#features/identification/screening/start-screening.ts'
import { withdrawConsent } from '#features/protection/consent/withdraw-consent.ts'
import { acceptReferral } from '#features/protection/referrals/accept-referral.ts'
import { declineReferral } from '#features/protection/referrals/decline-referral.ts'
import { place } from '#features/protection/shelters/place.ts'
import type { Actor } from '#server/db/transact.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { codeOf, must, openedCase, openedShelter, run, sentReferral } from '#tests/support/thread.ts'

/* A colleague with a part of a basis, and raw SQL in her hands: deeper, longer, or over others than what she was given? */

let house: TestHouse
let lead: Actor
let manager: Actor
let police: Actor

beforeAll(async () => {
  house = await openTestHouse()
})
beforeEach(async () => {
  lead = await addActor(house, 'case-worker')
  manager = await addActor(house, 'shelter-manager')
  police = await addActor(house, 'investigator')
})
afterAll(() => house.close())

const SETTINGS = `select set_config('aman.user_id', $1, true), set_config('aman.agency_id', $2, true),
  set_config('aman.role', $3, true), set_config('aman.now', $4, true)`

/** Raw SQL inside an actor's settings, kept unless it fails. */
async function sql(actor: Actor, ...statements: string[]): Promise<pg.QueryResult> {
  const client = await house.house.pool.connect()
  try {
    await client.query('begin')
    await client.query(SETTINGS, [actor.userId, actor.agencyId, actor.role, house.house.clock().toISOString()])
    let last = await client.query('select 1')
    for (const each of statements) last = await client.query(each)
    await client.query('commit')
    return last
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

const counted = async (actor: Actor, from: string) =>
  (await sql(actor, `select count(*)::int as n from aman.${from}`)).rows[0].n

/** Done to no row, or refused by privilege, policy or a guard. */
async function refused(actor: Actor, ...statements: string[]): Promise<void> {
  const done = await sql(actor, ...statements).catch(error => error)
  if (done instanceof pg.DatabaseError) expect(done.code, done.message).toBe('42501')
  else expect(done.rowCount, statements.at(-1)).toBe(0)
}

const colleagues = (agencyId: string) =>
  Promise.all((['administrator', 'analyst', 'coordinator'] as const).map(role => addStaff(house, agencyId, role)))

/** She sleeps in a shelter, and was referred to the police, who have not answered yet. */
async function placedAndReported() {
  const caseId = await openedCase(house, lead)
  const home = await openedShelter(house, manager)
  const shelter = await sentReferral(house, lead, { caseId, toAgencyId: manager.agencyId })
  const stay = must(await run(house, manager, place, { bedId: home.bedIds[0] ?? '', referralId: shelter.id }))
  const report = await sentReferral(house, lead, {
    caseId,
    toAgencyId: police.agencyId,
    service: 'police-report',
    depth: 'coded',
  })
  return { caseId, home, shelter, stay, report }
}

const screened = (
  caseId: string | null,
  agencyId: string,
) => `insert into aman.screening (id, agency_id, case_id, instrument,
  instrument_version, situation, age_group, language, status, answers, started_by, started_at) values (gen_random_uuid(), '${agencyId}',
  ${caseId ? `'${caseId}'` : 'null'}, 'x', 1, 'border', 'adult', 'uz', 'completed', '{}', gen_random_uuid(), now())`

describe('coded facts are all that a recipient of coded facts sees', () => {
  test('not where she sleeps, what else she agreed to, or what she answered in the screening', async () => {
    const { caseId, report } = await placedAndReported()
    await house.owner.query(screened(caseId, lead.agencyId))
    for (const accepted of [false, true]) {
      if (accepted) must(await run(house, police, acceptReferral, { referralId: report.id }))
      expect(await counted(police, '"case"')).toBe(1)
      expect(await counted(police, 'bed_use')).toBe(0)
      expect(await counted(police, 'screening')).toBe(0)
      expect(await counted(police, `consent where id <> '${report.consentId}'`)).toBe(0)
      expect(await counted(police, `consent where id = '${report.consentId}'`)).toBe(1)
    }
    expect(await counted(lead, `bed_use where case_id = '${caseId}'`)).toBe(1)
    expect(await counted(lead, `screening where case_id = '${caseId}'`)).toBe(1)
    expect(await counted(lead, `consent where case_id = '${caseId}'`)).toBe(2)
  })

  test('the shelter’s own other staff still see the stay, and a withdrawn consent is seen as withdrawn', async () => {
    const { caseId, shelter } = await placedAndReported()
    const helper = await addStaff(house, manager.agencyId, 'case-worker')
    expect(await counted(helper, `bed_use where case_id = '${caseId}'`)).toBe(1)
    expect(await counted(helper, `consent where id = '${shelter.consentId}'`)).toBe(1)
    must(await run(house, lead, withdrawConsent, { consentId: shelter.consentId }))
    expect(await counted(lead, `consent_withdrawal where consent_id = '${shelter.consentId}'`)).toBe(1)
    expect(await counted(helper, `consent where id = '${shelter.consentId}'`)).toBe(0)
  })
})

describe('a referral takes its own steps only, by the side whose step it is', () => {
  test('a sender cannot say yes in the shelter’s name and learn its address', async () => {
    await openedShelter(house, manager)
    const caseId = await openedCase(house, lead)
    const sent = await sentReferral(house, lead, { caseId, toAgencyId: manager.agencyId })
    await refused(lead, `update aman.referral set status = 'accepted' where id = '${sent.id}'`)
    const forged = `insert into aman.referral (id, case_id, code_name, from_agency_id, to_agency_id, service, urgency,
      status, lawful_basis, drafted_by, drafted_at, sent_at) select gen_random_uuid(), id, code_name, '${lead.agencyId}', '${manager.agencyId}',
      'shelter', 'urgent', 'accepted', 'x', opened_by, now(), now() from aman."case" where id = '${caseId}'`
    await house.owner.query(`update aman.referral set status = 'withdrawn' where id = '${sent.id}'`)
    await refused(lead, forged)
    expect(await counted(lead, 'shelter_address')).toBe(0)
  })

  test('a recipient cannot take up again what it declined, or stretch the time to answer', async () => {
    const caseId = await openedCase(house, lead)
    const sent = await sentReferral(house, lead, { caseId, toAgencyId: manager.agencyId, depth: 'full' })
    await refused(manager, `update aman.referral set expires_at = '2999-01-01' where id = '${sent.id}'`)
    await refused(manager, `update aman.referral set lawful_basis = 'x' where id = '${sent.id}'`)
    must(await run(house, manager, declineReferral, { referralId: sent.id, reason: 'no-capacity' }))
    await refused(
      manager,
      `update aman.referral set status = 'accepted', decline_reason = null where id = '${sent.id}'`,
    )
    await refused(manager, `update aman.referral set decline_reason = 'not-safe-here' where id = '${sent.id}'`)
  })
})

describe('a grant is what a basis gives', () => {
  const grant = (
    caseId: string,
    agencyId: string,
    rest: string,
  ) => `insert into aman.grant_of_access (id, case_id, agency_id,
    given_by_agency_id, purpose, depth, basis, valid, created_at, consent_id, lawful_basis, referral_id)
    values (gen_random_uuid(), '${caseId}', '${agencyId}', '${lead.agencyId}', 'legal', ${rest})`

  test('a lead cannot lay up access for after its lead, nor give more than the person agreed to', async () => {
    const caseId = await openedCase(house, lead)
    const report = await sentReferral(house, lead, {
      caseId,
      toAgencyId: police.agencyId,
      service: 'police-report',
      depth: 'coded',
    })
    const long = `'[2020-01-01,2999-01-01)', now()`
    await refused(lead, grant(caseId, lead.agencyId, `'full', 'lead', ${long}, null, null, null`))
    await refused(lead, grant(caseId, lead.agencyId, `'full', 'lawful', ${long}, null, 'x', '${report.id}'`))
    await refused(lead, grant(caseId, police.agencyId, `'full', 'lead', ${long}, null, null, null`))
    await refused(lead, grant(caseId, police.agencyId, `'full', 'lawful', 'empty', now(), null, 'x', '${report.id}'`))
    await refused(
      lead,
      grant(caseId, police.agencyId, `'full', 'consent', 'empty', now(), '${report.consentId}', null, '${report.id}'`),
    )
    await refused(
      lead,
      grant(caseId, manager.agencyId, `'coded', 'consent', 'empty', now(), '${report.consentId}', null, null`),
    )
  })
})

describe('what ties a row to its person', () => {
  test('the consent of another case cannot be marked as withdrawn, so that its real withdrawal would be refused', async () => {
    const caseId = await openedCase(house, lead)
    const { consentId } = await sentReferral(house, lead, { caseId, toAgencyId: manager.agencyId })
    const other = await addActor(house, 'case-worker')
    const own = await openedCase(house, other)
    await refused(
      other,
      `insert into aman.consent_withdrawal values ('${consentId}', '${own}', '${other.userId}', now())`,
    )
    expect(codeOf(await run(house, lead, withdrawConsent, { consentId }))).toBe('ok')
  })

  test('who knows the id of a case cannot hang a screening on it', async () => {
    const caseId = await openedCase(house, lead)
    const other = await addActor(house, 'officer')
    await refused(other, screened(caseId, other.agencyId))
    await sql(other, screened(null, other.agencyId))
    await refused(other, `update aman.screening set case_id = '${caseId}'`)
    expect(await counted(lead, 'screening')).toBe(0)
  })

  test('a note is written to a screening of one’s own agency only', async () => {
    const input = StartScreening.parse({
      instrument: 'ilo-labour-adult',
      situation: 'border',
      ageGroup: 'adult',
      language: 'uz',
    })
    const { id } = must(await run(house, lead, onServer(startScreening), input))
    await house.owner.query('delete from aman.screening_narrative where screening_id = $1', [id])
    const other = await addActor(house, 'officer')
    await refused(other, `insert into aman.screening_narrative values ('${id}', '${other.agencyId}', '\\x00')`)
  })

  test('a hold ends within a day, and stands in the holder’s own name', async () => {
    const { bedIds, shelterId } = await openedShelter(house, manager)
    const caseId = await openedCase(house, lead)
    const now = house.house.clock().toISOString()
    const hold = (
      until: string,
      by: string,
    ) => `insert into aman.bed_use (id, kind, bed_id, shelter_id, agency_id, case_id, code_name, during, made_by,
      made_by_agency_id) values (gen_random_uuid(), 'hold', '${bedIds[0]}', '${shelterId}', '${manager.agencyId}', '${caseId}', 'x',
      tstzrange('${now}', ${until}), '${by}', '${lead.agencyId}')`
    await refused(lead, hold('null', lead.userId))
    await refused(lead, hold(`'2999-01-01'`, lead.userId))
    await refused(lead, hold(`'${now}'::timestamptz + interval '2 hours'`, manager.userId))
    await sql(lead, hold(`'${now}'::timestamptz + interval '2 hours'`, lead.userId))
    await refused(lead, `update aman.bed_use set during = tstzrange('${now}', null)`)
  })

  test('the record is written in one’s own name and time', async () => {
    const note = (
      user: string,
      agency: string,
      role: string,
      at: string,
    ) => `insert into aman.audit_event (at, user_id, agency_id, role, action)
      values (${at}, '${user}', '${agency}', '${role}', 'case.read')`
    const now = `'${house.house.clock().toISOString()}'`
    await refused(police, note(lead.userId, lead.agencyId, lead.role, now))
    await refused(police, note(police.userId, police.agencyId, 'analyst', now))
    await refused(police, note(police.userId, police.agencyId, police.role, `'2020-01-01'`))
    await sql(police, note(police.userId, police.agencyId, police.role, now))
  })
})

describe('colleagues who hold no person’s record', () => {
  test('count no grant, ask after no stay, and close nobody’s access', async () => {
    const { shelter } = await placedAndReported()
    for (const side of [lead.agencyId, manager.agencyId]) {
      for (const colleague of await colleagues(side)) {
        expect(await counted(colleague, 'grant_of_access'), colleague.role).toBe(0)
        expect(
          (await sql(colleague, `select aman.sleeps_there('${shelter.id}') as yes`)).rows[0].yes,
          colleague.role,
        ).toBe(false)
        await refused(colleague, `select aman.close_referral_grant('${shelter.id}')`)
        await refused(colleague, `select aman.close_consent_grants('${shelter.consentId}')`)
        await refused(
          colleague,
          `insert into aman.data_key values ('${shelter.caseId}', 'full', '${police.agencyId}', '\\x00')`,
        )
      }
    }
    expect((await sql(manager, `select aman.sleeps_there('${shelter.id}') as yes`)).rows[0].yes).toBe(true)
  })

  test('a service provider, the police and a prosecutor do not ask where beds are free', async () => {
    await openedShelter(house, manager)
    for (const role of ['investigator', 'prosecutor', 'service-provider'] as const)
      expect(await counted(await addActor(house, role), 'availability(null, null)'), role).toBe(0)
    expect(await counted(lead, 'availability(null, null)')).toBeGreaterThan(0)
  })
})
