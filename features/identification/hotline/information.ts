import type { Information } from '#domain/hotline/guide.ts'
import { dayIn, inForce } from '#domain/shared/dates.ts'
import type { Language, Translate } from '#knowledge/schema/words.ts'
import type { Ctx } from '#server/db/transact.ts'

/** Something to tell, with how sure it is: pages say where nobody has checked it. */
export type Told = Information & {
  source: string | null
  verified: boolean
  number: string | null
  path: string | null
}

/** From knowledge/: telephone lines, and the rules of law that stand today. What a treaty requires of a state's law is no answer to a caller. */
function known(ctx: Ctx, language: Language): Told[] {
  const { country, knowledge } = ctx.house
  const lines = country.hotlines.map(each => ({
    id: `hotline:${each.id}`,
    title: each.name[language],
    text: each.number,
    region: null,
    source: each.source,
    verified: each.status === 'verified',
    number: each.number,
    path: null,
  }))
  const day = dayIn(country.timeZone, ctx.now)
  const rules = knowledge.lawsOf(country).flatMap(law =>
    law.rules
      .filter(each => !each.required && inForce(each, day))
      .map(each => ({
        id: `rule:${each.id}`,
        title: each.title[language],
        text: `${each.cite.act}, ${each.cite.article}`,
        region: null,
        source: each.source,
        verified: each.status === 'verified',
        number: null,
        path: null,
      })),
  )
  return [...lines, ...rules]
}

const MOST_AGENCIES = 500

/** Agencies with what they offer and where, in the words of the page. */
async function agencies(ctx: Ctx, t: Translate): Promise<Told[]> {
  const rows = await ctx.tx
    .selectFrom('agency')
    .select(['id', 'name', 'kind', 'region', 'services', 'phone'])
    .where('status', '=', 'active')
    .orderBy('id')
    .limit(MOST_AGENCIES)
    .execute()
  const { regions } = ctx.house.country
  return rows.map(row => ({
    id: `agency:${row.id}`,
    title: row.name,
    text: [
      regions.find(each => each.id === row.region)?.name[t.language] ?? row.region,
      ...row.services.map(each => t.coded('referrals.service', each)),
    ].join(', '),
    region: row.region,
    source: null,
    verified: true,
    number: row.phone,
    path: `/agencies/${row.id}`,
  }))
}

export const informationFor = async (ctx: Ctx, t: Translate): Promise<Told[]> => [
  ...known(ctx, t.language),
  ...(await agencies(ctx, t)),
]

/** True where each id is one of something that can be told. */
export async function isInformation(ctx: Ctx, ids: readonly string[]): Promise<boolean> {
  const listed = new Set(known(ctx, 'en').map(each => each.id))
  const named = ids.filter(each => !listed.has(each))
  if (named.length === 0) return true
  const agencyIds = named.map(each => each.replace(/^agency:/, ''))
  if (!named.every(each => /^agency:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(each))) return false
  const rows = await ctx.tx.selectFrom('agency').select('id').where('id', 'in', agencyIds).execute()
  return rows.length === new Set(agencyIds).size
}
