import { expect, test } from 'vitest'
import { playStories } from '#tests/support/histories/play.ts'
import { castOf } from '#tests/support/histories/world.ts'
import { openTestHouse, type TestHouse } from '#tests/support/house.ts'

/** Tables whose rows tell of a person. */
const OF_PEOPLE = [
  'data_key',
  'screening',
  'screening_narrative',
  'case',
  'case_identity',
  'case_narrative',
  'consent',
  'consent_withdrawal',
  'referral',
  'referral_need',
  'grant_of_access',
  'bed_use',
]

type Policy = { table: string; name: string; reads: boolean }

/** So many rounds of stories side by side are played before a policy would count as one that nobody misses. */
const MOST_ROUNDS = 30

async function policiesOf({ owner }: TestHouse): Promise<Policy[]> {
  const { rows } = await owner.query<Policy>(
    `select tablename as table, policyname as name, cmd in ('SELECT', 'ALL') as reads
       from pg_policies where schemaname = 'aman' and tablename = any($1) and 'aman_app' = any(roles) order by 1, 2`,
    [OF_PEOPLE],
  )
  return rows
}

/** How the stories end in a house that was changed: with the first disagreement, or null where nobody noticed. */
async function noticed(change: string): Promise<string | null> {
  const house = await openTestHouse()
  try {
    const cast = await castOf(house)
    await house.owner.query(change)
    for (let seed = 1; seed <= MOST_ROUNDS; seed++) await playStories(cast, seed)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : 'a fault'
  } finally {
    await house.close()
  }
}

const house = await openTestHouse()
const policies = await policiesOf(house)
await house.close()

test('there are policies on every table of people', () => {
  expect(new Set(policies.map(each => each.table))).toEqual(new Set(OF_PEOPLE))
})

test.each(policies)(
  'without $name on $table the histories go wrong',
  async ({ table, name }) => {
    expect(await noticed(`drop policy ${name} on aman."${table}"`)).not.toBeNull()
  },
  240_000,
)

test.each(policies.filter(each => each.reads))(
  'with $name on $table open to all, somebody sees too much',
  async ({ table, name }) => {
    const open = `alter policy ${name} on aman."${table}" using (true)`
    expect(await noticed(open)).toMatch(/sees too much/)
  },
  240_000,
)
