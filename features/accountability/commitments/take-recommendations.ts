import { splitReport } from '#domain/commitments/split-report.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { brokeConstraint } from '#server/db/client.ts'
import type { Ctx } from '#server/db/transact.ts'
import { today } from './queries.ts'
import { readRecommendation } from './recommended.ts'
import { type KeepRecommendations, type LinkRecommendations, MOST_CANDIDATES, type SplitReport } from './record.ts'

export type Candidates = SplitReport & { candidates: string[] }

/** What of a report's text may be recommendations. Nothing is kept before a person has looked at each. */
export async function splitIntoCandidates(_: Ctx, input: SplitReport): Promise<Result<Candidates>> {
  const candidates = splitReport(input.report)
  if (candidates.length === 0) return refuse('recommendation.nothing-found')
  if (candidates.length > MOST_CANDIDATES) return refuse('recommendation.too-many', { most: MOST_CANDIDATES })
  return ok({ ...input, candidates })
}

/** Keeps the candidates that were ticked, as they were reworded. What stands there already is not taken twice. */
export async function keepRecommendations(ctx: Ctx, input: KeepRecommendations): Promise<Result<{ taken: number }>> {
  const kept = [...new Set(input.keep)].map(place => ({ words: input.words[place], theme: input.theme[place] }))
  if (kept.length === 0) return refuse('recommendation.nothing-kept')
  const rows = kept.flatMap(({ words, theme }) => (words && theme ? [{ words, theme }] : []))
  if (rows.length < kept.length) return refuse('recommendation.half-said')
  const { year, document, language } = input
  const shared = { year, document, language, added_by: ctx.actor.userId, added_on: today(ctx) }
  const taken = await ctx.tx
    .insertInto('recommendation')
    .values(rows.map(each => ({ id: ctx.newId(), ...shared, ...each })))
    .onConflict(oc => oc.doNothing())
    .returning('id')
    .execute()
  ctx.audit(
    'recommendation.taken',
    taken.map(each => each.id),
    { year },
  )
  return ok({ taken: taken.length })
}

/** Both ends, the earlier first, or why they cannot be one recommendation that was followed. */
async function inOrder(
  ctx: Ctx,
  { recommendation, other }: LinkRecommendations,
): Promise<Result<{ earlier: string; later: string }>> {
  const one = await readRecommendation(ctx, recommendation)
  if (!one.ok) return one
  const another = await readRecommendation(ctx, other)
  if (!another.ok) return refuse('recommendation.gone')
  if (one.value.year === another.value.year) return refuse('recommendation.same-year')
  const [earlier, later] = one.value.year < another.value.year ? [recommendation, other] : [other, recommendation]
  return ok({ earlier, later })
}

/** A person says that two recommendations of different years are one that was made again. */
export async function linkRecommendations(ctx: Ctx, input: LinkRecommendations): Promise<Result<{ linked: string }>> {
  const ends = await inOrder(ctx, input)
  if (!ends.ok) return ends
  try {
    await ctx.tx
      .insertInto('recommendation_link')
      .values({ ...ends.value, linked_by: ctx.actor.userId, linked_on: today(ctx) })
      .execute()
  } catch (error) {
    if (brokeConstraint(error, 'recommendation_linked_once')) return refuse('recommendation.already-linked')
    throw error
  }
  ctx.audit('recommendation.linked', [], ends.value)
  return ok({ linked: input.recommendation })
}

export async function unlinkRecommendations(ctx: Ctx, input: LinkRecommendations): Promise<Result<{ linked: string }>> {
  const ends = await inOrder(ctx, input)
  if (!ends.ok) return ends
  const { earlier, later } = ends.value
  const gone = await ctx.tx
    .deleteFrom('recommendation_link')
    .where('earlier', '=', earlier)
    .where('later', '=', later)
    .returning('earlier')
    .executeTakeFirst()
  if (!gone) return refuse('recommendation.gone')
  ctx.audit('recommendation.unlinked', [], ends.value)
  return ok({ linked: input.recommendation })
}
