import { setImmediate as immediate } from 'node:timers/promises'
import pg from 'pg'
import { signConsent } from '#features/protection/consent/signature.ts'
import type { Database } from '#server/db/database.ts'
import type { House } from '#server/house.ts'
import { type Row, writeRows } from './bulk.ts'
import { type Chance, chanceFrom } from './chance.ts'
import { type Actors, inventCase, type Stage } from './invent-case.ts'
import { inventNotification } from './invent-notification.ts'
import { inventReferral } from './invent-referral.ts'
import { inventScreening } from './invent-screening.ts'
import { bedUse, type Free } from './invent-stay.ts'

const LEADERS = ['border-service', 'labour-inspectorate', 'hotline', 'ngo']
const AT_ONCE = 1000
const DAYS_BACK = 300

const WEIGHTS: readonly (readonly [Stage, number])[] = [
  ['opened', 10],
  ['consented', 8],
  ['drafted', 6],
  ['sent', 10],
  ['overdue', 6],
  ['expired', 4],
  ['accepted', 26],
  ['declined', 6],
  ['withdrawn', 4],
  ['completed', 12],
  ['closed', 8],
]

/** Invents cases at every stage of the thread and stores them, many at once. */
export async function seedCases(
  house: House,
  database: Database,
  agencies: readonly Actors[],
  count: number,
  seed: number,
): Promise<void> {
  const client = new pg.Client(database.owner)
  await client.connect()
  try {
    await hurry(client)
    await client.query('set role aman_owner')
    const chance = chanceFrom(seed)
    const known = await client.query<{ code_name: string }>('select code_name from aman."case"')
    const plan: SeedPlan = {
      agencies,
      beds: await freeBeds(client),
      names: new Set(known.rows.map(row => row.code_name)),
    }
    // The next cases are invented while PostgreSQL stores the ones before.
    let storing: Promise<void> = Promise.resolve()
    for (let done = 0; done < count; done += AT_ONCE) {
      const cases = Array.from({ length: Math.min(AT_ONCE, count - done) }, () => inventOne(house, chance, plan))
      const rows = joined(await Promise.all(cases))
      await storing
      storing = store(client, rows)
      await immediate()
    }
    await storing
    await client.query('analyze')
  } finally {
    await client.end()
  }
}

/**
 * Invented rows lean on each other by their making, so the checks of each reference can be spared, where the server lets its
 * superuser say so; elsewhere it only takes longer. Nothing is lost that could not be invented again.
 */
async function hurry(client: pg.Client): Promise<void> {
  await client.query('set synchronous_commit = off')
  await client.query('set session_replication_role = replica').catch(() => undefined)
}

async function store(client: pg.Client, rows: Invented): Promise<void> {
  await client.query('begin')
  await writeRows(client, rows)
  await client.query('commit')
}

async function freeBeds(client: pg.Client): Promise<Free[]> {
  const { rows } = await client.query<Free>(
    `select b.id as "bedId", b.shelter_id as "shelterId", b.agency_id as "agencyId", u.person_group as "group", b.step_free as "stepFree"
       from aman.bed b join aman.shelter_unit u on u.id = b.unit_id
      where b.in_service and not exists (select from aman.bed_use x where x.bed_id = b.id)`,
  )
  // Some beds stay free, so that the thread can be walked.
  return rows.filter((_, index) => index % 3 !== 0)
}

function stageOf(chance: Chance): Stage {
  let rest = chance.below(WEIGHTS.reduce((sum, [, weight]) => sum + weight, 0))
  for (const [stage, weight] of WEIGHTS) {
    if (rest < weight) return stage
    rest -= weight
  }
  return 'opened'
}

type Invented = { [table: string]: Row[] }

type SeedPlan = { agencies: readonly Actors[]; beds: Free[]; names: Set<string> }

/** Everything is drawn before the signature is waited for, so that the same chance invents the same cases. */
async function inventOne(house: House, chance: Chance, plan: SeedPlan): Promise<Invented> {
  const { agencies, beds } = plan
  const now = house.clock()
  const stage = stageOf(chance)
  const ended = ['completed', 'closed', 'declined', 'withdrawn', 'expired'].includes(stage)
  const back = ended ? 30 + chance.below(DAYS_BACK) : 3 + chance.below(25)
  const openedAt = new Date(now.getTime() - back * 86_400_000 - chance.below(86_400_000))
  const lead = chance.pick(agencies.filter(each => LEADERS.includes(each.kind)))
  const one = inventCase(chance, lead, openedAt, { closed: stage === 'closed', names: plan.names })
  const screening = chance.often(0.6) ? inventScreening(chance, house, one) : null
  const rows: Invented = {
    ...screening,
    ...one.rows,
    ...inventNotification(house, one, agencies),
    data_key: [...(screening?.data_key ?? []), ...one.rows.data_key],
    case: [{ ...one.rows.case, screening_id: screening?.screening[0]?.id ?? null }],
  }
  if (stage === 'opened') return rows
  const to = chance.pick(
    agencies.filter(each => each.kind === 'shelter' || (each.kind === 'service-provider' && each !== lead)),
  )
  const service = to.kind === 'shelter' ? 'shelter' : chance.pick(to.services)
  const referral = inventReferral(chance, one, {
    stage,
    to,
    service,
    now,
    hasConsent: one.ageGroup === 'adult' || chance.often(0.3),
  })
  const stay = { stage, to, referralId: referral.referralId, beds, now }
  const bed_use = service === 'shelter' ? bedUse(chance, one, stay) : []
  return {
    ...rows,
    consent: await Promise.all(referral.consent.map(each => signConsent(house, each))),
    referral: referral.referral,
    referral_need: referral.referral_need,
    grant_of_access: [...one.rows.grant_of_access, ...referral.grant_of_access],
    data_key: [...(rows.data_key ?? []), ...referral.data_key],
    bed_use,
  }
}

const ORDER = [
  'screening',
  'data_key',
  'screening_narrative',
  'case',
  'case_identity',
  'case_narrative',
  'consent',
  'referral',
  'referral_need',
  'grant_of_access',
  'bed_use',
  'notification_duty',
  'notification',
]

function joined(cases: readonly Invented[]): Invented {
  return Object.fromEntries(ORDER.map(table => [table, cases.flatMap(each => each[table] ?? [])]))
}
