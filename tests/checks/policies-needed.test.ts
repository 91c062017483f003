import { expect, test } from 'vitest'
import { AREAS } from '#tests/support/histories/all.ts'
import { playStories } from '#tests/support/histories/play.ts'
import { castOf } from '#tests/support/histories/world.ts'
import { openTestHouse } from '#tests/support/house.ts'
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
  erasure_notice: 'what stays when nobody is left to tell of: features/protection/erasure/erasure.test.ts',
}

/** Policies on tables of people that let in what the histories leave out. Without them nothing of it can be opened. */
const OF_LEFT_OUT: Record<string, string> = {
  data_key_of_tip: 'features/identification/tips/tips.test.ts reads a tip',
  data_key_add_of_warning: 'features/identification/tips/tips.test.ts notes a warning',
}

type Policy = { table: string; name: string; reads: boolean }

/** So many rounds of stories side by side are played before a policy would count as one that nobody misses. */
const MOST_ROUNDS = 30
const SIDE_BY_SIDE = 24

const house = await openTestHouse()
const tables = await personTables(house.owner)
const { rows: policies } = await house.owner.query<Policy>(
  `select tablename as table, policyname as name, cmd in ('SELECT', 'ALL') as reads
     from pg_policies where schemaname = 'aman' and tablename = any($1) and 'aman_app' = any(roles) order by 1, 2`,
  [tables.filter(each => !(each in LEFT_OUT))],
)
/** What the application can neither read nor write needs no policy: the database's own functions alone come near it. */
const { rows: within } = await house.owner.query<{ name: string }>(
  `select t as name from unnest($1::text[]) t where has_any_column_privilege('aman_app', format('aman.%I', t), 'select, insert, update')
      or has_table_privilege('aman_app', format('aman.%I', t), 'delete')`,
  [tables],
)
await house.close()

/** How the stories end in a house that was changed: with the first disagreement, or null where nobody noticed. */
async function noticed(table: string, change: string, rounds = MOST_ROUNDS): Promise<string | null> {
  const areas = AREAS.filter(each => each.tables.includes(table))
  const changed = await openTestHouse()
  try {
    const cast = await castOf(changed, SIDE_BY_SIDE)
    await changed.owner.query(change)
    for (let round = 0; round < rounds; round++) {
      const area = areas[round % areas.length]
      if (area) await playStories({ cast, areas: [area], seed: round + 1, steps: 12 })
    }
    return null
  } catch (error) {
    return error instanceof Error ? error.message : 'a fault'
  } finally {
    await changed.close()
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
    expect(await noticed(table, 'select', 2)).toBeNull()
  },
  240_000,
)

test.each(policies.filter(each => !(each.name in OF_LEFT_OUT)))(
  'without $name on $table the histories go wrong',
  async ({ table, name }) => {
    expect(await noticed(table, `drop policy ${name} on aman."${table}"`)).not.toBeNull()
  },
  240_000,
)

test.each(policies.filter(each => each.reads))(
  'with $name on $table open to all, somebody sees too much',
  async ({ table, name }) => {
    expect(await noticed(table, `alter policy ${name} on aman."${table}" using (true)`)).toMatch(/sees too much/)
  },
  240_000,
)
