import { afterAll, afterEach, expect, test } from 'vitest'
import { AREAS } from '#tests/support/histories/all.ts'
import { playStories } from '#tests/support/histories/play.ts'
import { castOf } from '#tests/support/histories/world.ts'
import { openTestHouse, START } from '#tests/support/house.ts'
import { personTables } from '#tests/support/person-tables.ts'

/** Tables of people that the histories leave out, each for a reason. */
const LEFT_OUT: Record<string, string> = {
  idempotency: 'the answers that a colleague was given herself, kept for a day: tests/checks/idempotency.test.ts',
  shelter_address: 'a house and no person: features/protection/shelters/address.test.ts',
  shift_note: 'words of the desk to its next shift, and of no person: features/identification/queue/hand-over.test.ts',
  tip: 'of a sender whom nobody knows, and of no case: features/identification/tips/attacks.test.ts',
  tip_message: 'as a tip',
  tip_file: 'as a tip',
  offer_warning: 'of who offers work: features/identification/tips/attacks.test.ts',
  measure_evidence: 'papers that prove a measure: features/accountability/commitments/commitments.test.ts',
  erasure_notice: 'what stays when nobody is left to tell of: features/protection/erasure/erasure.test.ts',
}

/** Policies on tables of people that let in what the histories leave out. Without them nothing of it can be opened. */
const OF_LEFT_OUT: Record<string, string> = {
  data_key_of_tip: 'features/identification/tips/tips.test.ts reads a tip',
  data_key_add_of_warning: 'features/identification/tips/tips.test.ts notes a warning',
}

type Policy = { table: string; name: string; reads: boolean; ours: boolean; using: string | null; asItWas: string }

/** So many rounds of stories side by side are played before a policy would count as one that nobody misses. */
const MOST_ROUNDS = 60
const SIDE_BY_SIDE = 12

const POLICIES = `
  select tablename as table, policyname as name, cmd in ('SELECT', 'ALL') as reads, 'aman_app' = any(roles) as ours, qual as using,
         format('create policy %I on aman.%I as %s for %s to %s', policyname, tablename, permissive, cmd, array_to_string(roles, ', '))
           || coalesce(' using (' || qual || ')', '') || coalesce(' with check (' || with_check || ')', '') as "asItWas"
    from pg_policies where schemaname = 'aman' order by 1, 2`

const house = await openTestHouse()
const tables = await personTables(house.owner)
// PostgreSQL writes a policy out with fewer brackets once it has read what it wrote; from then on it is the same each time.
for (const { table, name, asItWas } of (await house.owner.query<Policy>(POLICIES)).rows)
  await house.owner.query(`drop policy ${name} on aman."${table}"; ${asItWas}`)
const { rows: all } = await house.owner.query<Policy>(POLICIES)
const policies = all.filter(({ table, ours }) => ours && tables.includes(table) && !(table in LEFT_OUT))
/** What the application can neither read nor write needs no policy: the database's own functions alone come near it. */
const { rows: within } = await house.owner.query<{ name: string }>(
  `select t as name from unnest($1::text[]) t where has_any_column_privilege('aman_app', format('aman.%I', t), 'select, insert, update')
      or has_table_privilege('aman_app', format('aman.%I', t), 'delete')`,
  [tables],
)
afterAll(() => house.close())

// One house is changed for each question and put back after it, which takes a small part of the time that a new one would.
afterEach(async () => expect((await house.owner.query(POLICIES)).rows).toEqual(all))

type Change = { table: string; change: string; back: string }

/** How the stories of people new to it end in a house that was changed: with the first disagreement, or null where nobody noticed. */
async function noticed({ table, change, back }: Change, rounds = MOST_ROUNDS): Promise<string | null> {
  const areas = AREAS.filter(each => each.tables.includes(table))
  house.setTime(START)
  const cast = await castOf(house, SIDE_BY_SIDE)
  await house.owner.query(change)
  try {
    for (let round = 0; round < rounds; round++) {
      const area = areas[round % areas.length]
      if (area) await playStories({ cast, areas: [area], seed: round + 1, steps: 12 })
    }
    return null
  } catch (error) {
    return error instanceof Error ? error.message : 'a fault'
  } finally {
    await house.owner.query(back)
  }
}

test('the histories know every table of people that the application comes near, or say why not', () => {
  const known = [...AREAS.flatMap(each => each.tables), ...Object.keys(LEFT_OUT)]
  expect([...new Set(known)].sort()).toEqual(within.map(each => each.name).sort())
  expect([...new Set(policies.map(each => each.table))].sort()).toEqual(
    [...new Set(AREAS.flatMap(each => each.tables))].sort(),
  )
})

test.each(AREAS)(
  'with every policy as it is, the histories of $tables.0 go right',
  async ({ tables: [table = ''] }) => {
    expect(await noticed({ table, change: 'select', back: 'select' }, 2)).toBeNull()
  },
  240_000,
)

test.each(policies.filter(each => !(each.name in OF_LEFT_OUT)))(
  'without $name on $table the histories go wrong',
  async ({ table, name, asItWas: back }) => {
    expect(await noticed({ table, change: `drop policy ${name} on aman."${table}"`, back })).not.toBeNull()
  },
  240_000,
)

test.each(policies.filter(each => each.reads))(
  'with $name on $table open to all, somebody sees too much',
  async ({ table, name, using }) => {
    const openTo = (whom: string | null) => `alter policy ${name} on aman."${table}" using (${whom})`
    expect(await noticed({ table, change: openTo('true'), back: openTo(using) })).toMatch(/sees too much/)
  },
  240_000,
)
