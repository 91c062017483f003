import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { today } from './queries.ts'
import { allKnown } from './recommended.ts'
import type { AddMeasure } from './record.ts'
import { answerWith } from './write-measure.ts'

/** Enters what somebody promised: once and for all. A promise is not rewritten; it is withdrawn, and another one made. */
export async function addMeasure(ctx: Ctx, input: AddMeasure): Promise<Result<{ id: string }>> {
  const title = Object.fromEntries(Object.entries(input.title).filter(([, text]) => text))
  if (Object.keys(title).length === 0) return refuse('measure.untitled')
  if ((input.indicator === undefined) !== (input.target === undefined)) return refuse('measure.target-missing')
  const day = today(ctx)
  if (input.dueOn < day) return refuse('measure.due-past')
  const known = await allKnown(ctx, input.recommendations)
  if (!known.ok) return known
  const id = ctx.newId()
  await ctx.tx
    .insertInto('measure')
    .values({
      id,
      agency_id: ctx.actor.agencyId,
      sector: input.sector,
      promised_by: input.promisedBy,
      title: JSON.stringify(title),
      promised_on: day,
      due_on: input.dueOn,
      budget: input.budget || null,
      indicator: input.indicator ?? null,
      target: input.target ?? null,
      entered_by: ctx.actor.userId,
    })
    .execute()
  await answerWith(ctx, id, known.value)
  ctx.audit('measure.entered', id, { sector: input.sector })
  return ok({ id })
}
