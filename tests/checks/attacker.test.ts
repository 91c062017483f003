import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROLES } from '#domain/access/roles.ts'
import { askingOn } from '#features/identification/screening/on-server.ts'
import { StartScreening } from '#features/identification/screening/record.ts'
import { startScreening } from '#features/identification/screening/start-screening.ts'
import { openCase } from '#features/protection/cases/open-case.ts'
import { OpenCase } from '#features/protection/cases/record.ts'
import { RecordConsent, recordConsent } from '#features/protection/consent/record-consent.ts'
import { SendReferral } from '#features/protection/referrals/record.ts'
import { sendReferral } from '#features/protection/referrals/send-referral.ts'
import type { Actor } from '#server/db/transact.ts'
import { transact } from '#server/db/transact.ts'
import { parts } from '#start/parts.ts'
import { type App, appOf, caller, cookieFor, tokenFor } from '#tests/support/client.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'

const MARKERS = {
  name: 'Markerova Markera',
  phone: '+999 555 8181',
  wish: 'wishmarker quiet place',
  note: 'notemarker seen at gate',
}
const EXPLAINED = ['what-is-shared', 'with-whom', 'why', 'may-refuse', 'may-withdraw', 'help-does-not-depend']

let house: TestHouse
let app: App
let owner: Actor
const ids: Record<string, string> = {}
let codeName = ''

beforeAll(async () => {
  house = await openTestHouse({ demo: true })
  app = appOf(house)
  owner = await addActor(house, 'case-worker')
  const recipient = await addActor(house, 'service-provider', { services: ['legal'] })
  await transact(house.house, owner, async ctx => {
    const screening = await startScreening(
      askingOn(ctx),
      StartScreening.parse({
        instrument: 'ilo-labour-adult',
        situation: 'border',
        ageGroup: 'adult',
        language: 'uz',
        answers: { 'exploitation.low_no_salary': 'yes' },
        notes: { 'exploitation.low_no_salary': MARKERS.note },
        complete: true,
      }),
    )
    if (!screening.ok) return screening
    ids.screeningId = screening.value.id
    return screening
  })
  await transact(house.house, owner, async ctx => {
    const opened = await openCase(
      ctx,
      OpenCase.parse({
        ageGroup: 'adult',
        personGroup: 'women',
        openedFrom: 'screening',
        screeningId: ids.screeningId,
        identity: { name: MARKERS.name, phone: MARKERS.phone },
        wish: MARKERS.wish,
      }),
    )
    if (!opened.ok) return opened
    ids.caseId = opened.value.id
    codeName = opened.value.codeName
    const consent = await recordConsent(
      ctx,
      RecordConsent.parse({
        caseId: ids.caseId,
        purpose: 'referral',
        recipientAgencyId: recipient.agencyId,
        depth: 'full',
        agreed: true,
        givenBy: 'self',
        how: 'spoken',
        language: 'uz',
        explained: EXPLAINED,
      }),
    )
    if (!consent.ok) return consent
    ids.consentId = consent.value.id
    const sent = await sendReferral(
      ctx,
      SendReferral.parse({ caseId: ids.caseId, toAgencyId: recipient.agencyId, service: 'legal', urgency: 'urgent' }),
    )
    if (sent.ok) ids.referralId = sent.value.id
    return sent
  })
  expect(Object.keys(ids)).toHaveLength(4)
}, 60_000)
afterAll(() => house.close())

/** A place where anything of the case would be seen if it leaked. */
function expectNothing(text: string) {
  for (const secret of [
    ...Object.values(MARKERS),
    codeName,
    ids.caseId ?? '',
    ids.consentId ?? '',
    ids.referralId ?? '',
  ]) {
    expect(text.includes(secret) && secret !== '').toBe(false)
  }
}

const filled = (path: string) => path.replaceAll(/\{(\w+)\}|:(\w+)/g, (_, a, b) => ids[a ?? b] ?? ids.caseId ?? '')

describe.each(ROLES)('a %s of an agency without a basis', role => {
  let attacker: Actor
  beforeAll(async () => {
    attacker = await addActor(house, role)
  })

  test('gets no word of the case from any reading endpoint, and "unknown" for its ids', async () => {
    const call = caller(app, await tokenFor(house, attacker))
    for (const each of parts.endpoints.filter(one => one.method === 'get')) {
      const answer = await call('get', filled(each.path))
      const named = /\{(caseId|referralId|screeningId)\}/.exec(each.path)
      if (named && answer.status !== 403) {
        const listed = answer.status === 200 && JSON.stringify(answer.body) === '{"items":[]}'
        expect(answer.status === 404 || listed, each.path).toBe(true)
      }
      // The attacker's own question may hold the id; the answer may not.
      expectNothing(answer.text)
    }
    const search = await call('get', `/api/v1/cases?codeName=${codeName}`)
    expectNothing(search.text)
  })

  test('changes nothing through any writing endpoint', async () => {
    const call = caller(app, await tokenFor(house, attacker))
    const before = await snapshot()
    const tries: [string, string, unknown][] = [
      ['patch', `/api/v1/cases/${ids.caseId}`, { version: 1, ageGroup: 'adult', personGroup: 'men' }],
      ['post', `/api/v1/cases/${ids.caseId}/identity`, { version: 1, name: 'X' }],
      ['post', `/api/v1/cases/${ids.caseId}/narrative`, { kind: 'note', text: 'X' }],
      ['post', `/api/v1/cases/${ids.caseId}/close`, { version: 1 }],
      ['post', `/api/v1/cases/${ids.caseId}/erasure`, { wishedBy: 'self' }],
      ['post', `/api/v1/cases/${ids.caseId}/erasure/confirm`, {}],
      ['post', `/api/v1/cases/${ids.caseId}/erasure/call-off`, {}],
      ['post', `/api/v1/cases/${ids.caseId}/erasure/carry-out`, {}],
      ['post', `/api/v1/cases/${ids.caseId}/keep-longer`, { reason: 'person-asks', until: '2027-01-01' }],
      [
        'post',
        `/api/v1/cases/${ids.caseId}/consents`,
        {
          purpose: 'statistics',
          depth: 'coded',
          agreed: true,
          givenBy: 'self',
          how: 'spoken',
          language: 'ru',
          explained: EXPLAINED,
        },
      ],
      ['post', `/api/v1/consents/${ids.consentId}/withdraw`, {}],
      [
        'post',
        '/api/v1/referrals',
        { caseId: ids.caseId, toAgencyId: attacker.agencyId, service: 'legal', urgency: 'urgent' },
      ],
      ['post', `/api/v1/referrals/${ids.referralId}/accept`, {}],
      ['post', `/api/v1/referrals/${ids.referralId}/decline`, { reason: 'no-capacity' }],
      ['post', `/api/v1/referrals/${ids.referralId}/complete`, { outcome: 'service-given' }],
      ['post', `/api/v1/referrals/${ids.referralId}/withdraw`, {}],
      [
        'post',
        '/api/v1/cases',
        { ageGroup: 'adult', personGroup: 'women', openedFrom: 'screening', screeningId: ids.screeningId },
      ],
    ]
    for (const [method, path, body] of tries)
      expect([403, 404], `${method} ${path}`).toContain((await call(method, path, body)).status)
    expect(await snapshot()).toEqual(before)
  })

  test('gets no word of the case from any page', async () => {
    const cookie = await cookieFor(house, attacker)
    for (const page of parts.pages) {
      const response = await app.request(page.path === '/' ? '/en' : `/en${filled(page.path)}`, { headers: { cookie } })
      const html = await response.text()
      for (const secret of [...Object.values(MARKERS), codeName]) expect(html.includes(secret), page.path).toBe(false)
      if (/:(caseId|referralId|screeningId)/.test(page.path)) expect([403, 404], page.path).toContain(response.status)
    }
  })

  test('reads, counts, changes and removes nothing by SQL as aman_app', async () => {
    const before = await snapshot()
    for (const [table, mine] of PERSON_TABLES) {
      expect(await countAs(attacker, `select count(*)::int as n from aman."${table}"`), table).toBe(0)
      await refusedAs(attacker, `delete from aman."${table}"`)
      await refusedAs(attacker, `update aman."${table}" set ${mine} = ${mine}`)
    }
    expect(await snapshot()).toEqual(before)
  })

  test('cannot give itself access, take the lead, or open what was sealed for others', async () => {
    const before = await snapshot()
    const grant = `insert into aman.grant_of_access (id, case_id, agency_id, given_by_agency_id, purpose, depth, basis, valid, created_at)
      values (gen_random_uuid(), '${ids.caseId}', '${attacker.agencyId}', '${attacker.agencyId}', 'assistance', 'full', 'lead', '[2020-01-01,)', now())`
    await refusedAs(attacker, grant)
    await refusedAs(
      attacker,
      `insert into aman.data_key values ('${ids.caseId}', 'full', '${attacker.agencyId}', '\\x00')`,
    )
    await refusedAs(attacker, `select aman.open_referral_grant('${ids.referralId}')`)
    await refusedAs(attacker, `select aman.close_referral_grant('${ids.referralId}')`)
    await refusedAs(attacker, `select aman.take_lead('${ids.referralId}', gen_random_uuid())`)
    await refusedAs(attacker, `select aman.close_consent_grants('${ids.consentId}')`)
    await refusedAs(attacker, `select aman.erase_person('${ids.caseId}', '2026-11-24')`)
    for (const inner of [
      `aman.carry_out_wish('${ids.caseId}', '2026-11-24')`,
      `aman.retire_wish('${ids.caseId}', '2026-11-24')`,
      `aman.destroy_case('${ids.caseId}', '2026-11-24')`,
      `aman.destroy(array['${ids.caseId}'::uuid], '{}')`,
      `aman.retire('${ids.caseId}', 'closed-case', '2020-01-01', now(), '2026-11-24')`,
      'aman.settle_facts()',
    ])
      await refusedAs(attacker, `select ${inner}`)
    await refusedAs(
      attacker,
      `insert into aman.erasure_request (id, case_id, wished_by, asked_by, asked_at)
        values (gen_random_uuid(), '${ids.caseId}', 'self', '${attacker.userId}', '${house.house.clock().toISOString()}')`,
    )
    for (const table of ['erasure_rule', 'erasure_field', 'closed_fact'])
      await refusedAs(attacker, `select * from aman.${table}`)
    await refusedAs(attacker, `select aman.withdraw_consent('${ids.consentId}')`)
    await refusedAs(attacker, `select aman.mark_guardian('${ids.caseId}', true)`)
    await refusedAs(attacker, `select aman.issue_receipt('${ids.caseId}', '\\x00')`)
    await refusedAs(attacker, `select aman.end_consent('${ids.consentId}', 'word', null)`)
    await refusedAs(attacker, `select aman.close_grants_of('${ids.consentId}')`)
    await refusedAs(attacker, `select aman.withdraw_by_receipt('\\x00', array['${ids.consentId}']::uuid[], now())`)
    await refusedAs(attacker, 'set role aman_owner')
    await refusedAs(attacker, 'select * from auth.session')
    await refusedAs(attacker, 'select * from aman.audit_event')
    await refusedAs(attacker, 'delete from aman.audit_event')
    await refusedAs(attacker, 'select * from aman.audit_block')
    await refusedAs(attacker, 'select * from aman.case_event')
    await refusedAs(attacker, 'select * from aman.recent_look')
    await refusedAs(attacker, `select * from aman.access_log('${ids.caseId}', null, 10)`)
    await refusedAs(attacker, `select * from aman.follow_blocks(1, now())`)
    await refusedAs(attacker, `select * from aman.recent_looks('${owner.userId}', now())`)
    await refusedAs(attacker, `delete from aman.alert`)
    await refusedAs(
      attacker,
      `select aman.raise_alert('probing', '${owner.agencyId}', '${owner.userId}', 1, now(), now(), now())`,
    )
    await refusedAs(attacker, 'alter table aman."case" disable row level security')
    expect(await snapshot()).toEqual(before)
  })
})

const PERSON_TABLES = [
  ['screening', 'status'],
  ['screening_narrative', 'sealed'],
  ['case', 'status'],
  ['case_identity', 'sealed'],
  ['case_narrative', 'sealed'],
  ['consent', 'agreed'],
  ['consent_withdrawal', 'withdrawn_at'],
  ['consent_receipt', 'hash'],
  ['referral', 'status'],
  ['grant_of_access', 'valid'],
  ['data_key', 'sealed'],
  ['bed_use', 'during'],
  ['break_glass', 'reason'],
  ['break_glass_words', 'sealed'],
  ['break_glass_review', 'finding'],
  ['notification_duty', 'persons'],
  ['notification', 'region'],
  ['notification_identity', 'sealed'],
  ['erasure_request', 'confirmed_by'],
  ['erasure_notice', 'code_name'],
  ['retention_notice', 'goes_on'],
  ['kept_longer', 'until'],
  ['attachment', 'sealed_key'],
  ['contact', 'risk'],
  ['contact_words', 'sealed'],
  ['call_back', 'due_at'],
  ['call_attempt', 'result'],
] as const

/** Runs raw SQL through the only door, as the actor, and throws its result away. */
async function runAs(actor: Actor, statement: string): Promise<pg.QueryResult> {
  const client = await house.house.pool.connect()
  try {
    await client.query('begin')
    await client.query(
      `select set_config('aman.user_id', $1, true), set_config('aman.agency_id', $2, true), set_config('aman.role', $3, true),
      set_config('aman.now', $4, true)`,
      [actor.userId, actor.agencyId, actor.role, house.house.clock().toISOString()],
    )
    return await client.query(statement)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

const countAs = async (actor: Actor, statement: string): Promise<number> => (await runAs(actor, statement)).rows[0].n

/** Refused by privilege, or done to no row at all. */
async function refusedAs(actor: Actor, statement: string): Promise<void> {
  try {
    const result = await runAs(actor, statement)
    expect(result.rowCount, statement).toBe(0)
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error
    expect(error.code, `${statement}: ${error.message}`).toBe('42501')
  }
}

async function snapshot(): Promise<unknown> {
  const tables = PERSON_TABLES.map(
    ([table]) => `(select coalesce(jsonb_agg(t order by t::text), '[]') from aman."${table}" t) as "${table}"`,
  )
  return (await house.owner.query(`select ${tables.join(', ')}`)).rows[0]
}

test('without an actor aman_app sees no table that holds a person', async () => {
  for (const [table] of PERSON_TABLES) {
    const { rows } = await house.house.pool.query(`select count(*)::int as n from aman."${table}"`)
    expect(rows[0].n, table).toBe(0)
  }
})

test('what the person said lies in the database as ciphertext only', async () => {
  const { rows } = await house.owner.query(
    `select string_agg(t::text, ' ') as all from (${PERSON_TABLES.map(([table]) => `select to_jsonb(t)::text as t from aman."${table}" t`).join(' union all ')}) x`,
  )
  for (const secret of Object.values(MARKERS)) {
    expect(rows[0].all).not.toContain(secret)
    expect(rows[0].all).not.toContain(Buffer.from(secret).toString('hex'))
  }
})

test('every table of people is under forced policies, and aman_app may not pass them', async () => {
  const { rows } = await house.owner.query(
    `select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'aman' and relkind = 'r' and not (relrowsecurity and relforcerowsecurity)`,
  )
  expect(rows).toEqual([])
  const role = await house.owner.query(`select rolsuper, rolbypassrls from pg_roles where rolname = 'aman_app'`)
  expect(role.rows).toEqual([{ rolsuper: false, rolbypassrls: false }])
})
