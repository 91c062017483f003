import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#domain/access/roles.ts'
import { openInEmergency } from '#features/protection/break-glass/open-in-emergency.ts'
import { OpenInEmergency } from '#features/protection/break-glass/record.ts'
import { addIdentity } from '#features/protection/notification/add-identity.ts'
import { RecordTelling } from '#features/protection/notification/record.ts'
import { recordTelling } from '#features/protection/notification/record-telling.ts'
import { sendNotification } from '#features/protection/notification/send-notification.ts'
import { acceptReferral } from '#features/protection/referrals/accept-referral.ts'
import { beginReflection } from '#features/protection/reflection/begin-reflection.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { type RawSql, rawSql } from '#tests/support/raw-sql.ts'
import { consented, must, openedCase, run, sentReferral } from '#tests/support/thread.ts'

/* The functions of the owner that aman_app may call pass every policy. Each is called with the ids of a case by who has no part in it. */

type Door = { name: string; types: string[]; gives: string }

/** Answer yes or no about one exact id that whoever asks has to know: policies and the sweep of files lean on them. */
const ABOUT_ONE_ID = ['led_elsewhere', 'was_notified', 'consent_stands', 'return_consent_stands', 'attachments_kept']
/** Say whether the asking colleague's own role and agency may do something. */
const ABOUT_ONESELF = ['opens_in_emergency', 'oversees']
/** Tidies up by the database's own clock, whoever asks. */
const HARMLESS = ['sweep_break_glass']

const DOORS = `select p.proname as name, p.prorettype::regtype::text as gives,
    array(select format_type(t, null) from unnest(p.proargtypes) t) as types
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
 where n.nspname = 'aman' and p.prosecdef and p.prorettype <> 'trigger'::regtype and has_function_privilege('aman_app', p.oid, 'execute')
 order by 1`

let house: TestHouse
let sql: RawSql
let doors: Door[]
let ids: string[]
let codeName: string

beforeAll(async () => {
  house = await openTestHouse()
  sql = rawSql(house)
  doors = (await house.owner.query<Door>(DOORS)).rows
  const lead = await addActor(house, 'case-worker')
  const lawyer = await addActor(house, 'case-worker')
  const police = await addActor(house, 'investigator', { kind: 'police' })
  const caseId = await openedCase(house, lead)
  codeName = (await house.owner.query('select code_name from aman."case"')).rows[0].code_name
  const legal = await sentReferral(house, lead, {
    caseId,
    toAgencyId: lawyer.agencyId,
    service: 'legal',
    depth: 'full',
  })
  must(await run(house, lawyer, acceptReferral, { referralId: legal.id }))
  const waiting = await sentReferral(house, lead, {
    caseId,
    toAgencyId: lawyer.agencyId,
    service: 'case-management',
    depth: 'full',
  })
  must(await run(house, lead, beginReflection, { caseId }))
  const to = { caseId, toAgencyId: police.agencyId }
  const telling = { ...to, toldOn: '2026-11-24', language: 'uz', how: 'spoken' }
  must(await run(house, lead, recordTelling, RecordTelling.parse(telling)))
  const notified = must(await run(house, lead, sendNotification, to))
  const named = await consented(house, lead, { ...to, service: 'police-report' })
  must(await run(house, lead, addIdentity, to))
  const opening = { codeName, reason: 'danger-to-life', words: 'Invented', depth: 'full' }
  const emergency = await run(
    house,
    await addActor(house, 'hotline-operator'),
    openInEmergency,
    OpenInEmergency.parse(opening),
  )
  ids = [caseId, legal.id, legal.consentId, waiting.id, notified.id, named, must(emergency).id]
})
afterAll(() => house.close())

/** Each way to call a door with one of these ids; where it takes none, the one way. */
function calls({ name, types }: Door): string[] {
  const written = (type: string, id: string) =>
    ({
      uuid: `'${id}'`,
      'uuid[]': `array[${ids.map(each => `'${each}'`).join(', ')}]::uuid[]`,
      text: 'null',
      bytea: `'\\x00'`,
      date: `'2026-11-24'`,
      integer: '1',
      'aman.depth': `'full'`,
      'timestamp with time zone': 'aman.moment()',
    })[type] ?? 'null'
  const given = types.includes('uuid') ? ids : ids.slice(0, 1)
  return given.map(id => `select * from aman.${name}(${types.map(each => written(each, id)).join(', ')}) as answer`)
}

/** Null where the call was refused, or answered nothing of the case. */
async function betrayed(role: Role, door: Door): Promise<string | null> {
  const stranger = await addActor(house, role, { kind: role === 'investigator' ? 'police' : 'ngo' })
  for (const statement of calls(door)) {
    try {
      const { rows } = await sql.asks(stranger, statement)
      const text = JSON.stringify(rows)
      const done = door.gives === 'void' && !HARMLESS.includes(door.name)
      if (done || /:true/.test(text) || [...ids, codeName].some(each => text.includes(each)))
        return `${statement}: ${text}`
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) throw error
      if (error.code !== '42501') return `${statement}: ${error.code} ${error.message}`
    }
  }
  return null
}

const STRANGERS: readonly Role[] = [
  'investigator',
  'officer',
  'case-worker',
  'shelter-manager',
  'coordinator',
  'administrator',
]

describe('a function of the owner', () => {
  test('is found at all, runs in an empty search path, and is not everybody’s', async () => {
    expect(doors.length).toBeGreaterThan(30)
    const { rows } = await house.owner.query(
      `select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname in ('aman', 'auth') and p.prosecdef
          and (coalesce(p.proconfig, '{}') <> array['search_path=""']
            or exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0))`,
    )
    expect(rows).toEqual([])
  })

  test.each(STRANGERS)('tells a %s who has no part in the case nothing of it, and does nothing', async role => {
    const asked = doors.filter(each => ![...ABOUT_ONE_ID, ...ABOUT_ONESELF].includes(each.name))
    const answers: string[] = []
    for (const door of asked) answers.push(...[await betrayed(role, door)].flatMap(each => each ?? []))
    expect(answers).toEqual([])
  })
})
