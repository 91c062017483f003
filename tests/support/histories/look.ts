import type { Actor } from '#server/db/transact.ts'
import type { TestHouse } from '#tests/support/house.ts'
import type { Area } from './area.ts'
import type { Story } from './oracle.ts'

export type Sight = ReadonlyMap<string, ReadonlySet<string>>

/** Records of a story that name no case. */
const othersOf = (story: Story): string[] => [
  ...(story.screening ? [story.screening.id] : []),
  ...(story.notice ? [story.notice.id] : []),
  ...story.emergencies.map(each => each.id),
  ...story.contacts.flatMap(each => [each.id, ...each.tries, ...(each.promised ? [each.promised] : [])]),
]

/** What the database lets a colleague see of some stories, by raw SQL as `aman_app`. */
export async function sightOf(
  { house }: TestHouse,
  viewer: Actor,
  stories: readonly Story[],
  areas: readonly Area[],
): Promise<Sight> {
  const caseOf = new Map(stories.flatMap(each => othersOf(each).map(id => [id, each.caseId])))
  const text = areas.map(each => each.sights).join(' union all ')
  const values = [stories.map(each => each.caseId), ...(text.includes('$2') ? [[...caseOf.keys()]] : [])]
  const client = await house.pool.connect()
  try {
    const who = `set local aman.user_id = '${viewer.userId}'; set local aman.agency_id = '${viewer.agencyId}'`
    await client.query(
      `begin; ${who}; set local aman.role = '${viewer.role}'; set local aman.now = '${house.clock().toISOString()}'`,
    )
    const { rows } = await client.query<{ seen: string; owner: string }>({
      name: `${areas.length} from ${areas[0]?.tables[0]}`,
      text,
      values,
    })
    const sight = new Map(stories.map(each => [each.caseId, new Set<string>()]))
    for (const { seen, owner } of rows) sight.get(caseOf.get(owner) ?? owner)?.add(seen)
    return sight
  } finally {
    await client.query('rollback')
    client.release()
  }
}
