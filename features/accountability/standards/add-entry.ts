import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { yearRunningOn } from '#domain/standards/period.ts'
import type { Ctx } from '#server/db/transact.ts'
import { today } from './queries.ts'
import type { AddEntry } from './record.ts'

/** Enters evidence under a criterion, with the paper that it stands in. It is not edited; whoever finds it wrong withdraws it, or enters it anew. */
export async function addEntry(ctx: Ctx, input: AddEntry): Promise<Result<{ id: string }>> {
  const { year, criterion, figure, value, countedIn = year - 1 } = input
  const day = today(ctx)
  if (year > yearRunningOn(day)) return refuse('standards.not-found')
  if (input.datedOn > day) return refuse('standards-entry.dated-ahead')
  if ((figure === undefined) !== (value === undefined)) return refuse('standards-entry.half-said')
  const asked = ctx.house.knowledge.minimumStandards.criteria.find(each => each.number === criterion)
  if (figure && !asked?.figures.includes(figure)) return refuse('standards-entry.of-another-criterion')
  if (figure && countedIn !== year && countedIn !== year - 1)
    return refuse('standards-entry.outside-period', { year: String(year), before: String(year - 1) })
  const id = ctx.newId()
  await ctx.tx
    .insertInto('standards_entry')
    .values({
      id,
      agency_id: ctx.actor.agencyId,
      criterion,
      year,
      figure: figure ?? null,
      counted_in: figure ? countedIn : null,
      value: value ?? null,
      shows: input.shows,
      source: input.source,
      dated_on: input.datedOn,
      entered_by: ctx.actor.userId,
      entered_on: day,
    })
    .execute()
  ctx.audit('standards.entered', id, { year, criterion })
  return ok({ id })
}
