import { sql } from 'kysely'
import { whyNotProvable } from '#domain/commitments/measure.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { maySteer, ownMeasure } from './own-measure.ts'
import { readMeasure, today } from './queries.ts'
import { allKnown } from './recommended.ts'
import type { MeasureStep, SetAnswered, WithdrawMeasure } from './record.ts'
import { answerWith, type Stepped, step } from './write-measure.ts'

/** Puts a measure on the public scoreboard, where it stays. A proved one may be published too. */
export async function publishMeasure(ctx: Ctx, input: MeasureStep): Promise<Stepped> {
  const found = await readMeasure(ctx, input.measureId)
  if (!found.ok) return found
  if (!maySteer(found.value, ctx.actor)) return refuse('measure.not-yours')
  if (found.value.publishedOn !== null || found.value.state === 'withdrawn') return refuse('measure.step-not-open')
  const done = await step(ctx, input, { published_on: today(ctx) })
  if (done.ok) ctx.audit('measure.published', input.measureId)
  return done
}

export async function withdrawMeasure(ctx: Ctx, input: WithdrawMeasure): Promise<Stepped> {
  const found = await ownMeasure(ctx, input)
  if (!found.ok) return found
  const done = await step(ctx, input, { withdrawn_on: today(ctx), withdrawn_why: input.why })
  if (done.ok) ctx.audit('measure.withdrawn', input.measureId)
  return done
}

/** Which recommendations a measure answers, all of them at once. */
export async function setAnswered(ctx: Ctx, input: SetAnswered): Promise<Stepped> {
  const found = await ownMeasure(ctx, input)
  if (!found.ok) return found
  const known = await allKnown(ctx, input.recommendations)
  if (!known.ok) return known
  const done = await step(ctx, input, {})
  if (!done.ok) return done
  await ctx.tx.deleteFrom('measure_recommendation').where('measure_id', '=', input.measureId).execute()
  await answerWith(ctx, input.measureId, known.value)
  ctx.audit('measure.answers-set', input.measureId, { count: known.value.length })
  return done
}

/** A coordinator of any agency has looked at the evidence of others, and calls the measure proved. */
export async function proveMeasure(ctx: Ctx, { measureId, version }: MeasureStep): Promise<Stepped> {
  const found = await readMeasure(ctx, measureId)
  if (!found.ok) return found
  const { state, enteredBy, evidence } = found.value
  const why = whyNotProvable({ state, enteredBy, evidenceBy: evidence.map(each => each.addedBy) }, ctx.actor.userId)
  if (why === 'not-open') return refuse('measure.step-not-open')
  if (why === 'no-evidence') return refuse('measure.no-evidence')
  if (why === 'own') return refuse('measure.needs-another')
  const { rows } = await sql<{ proved: boolean }>`
    select aman.prove_measure(${measureId}::uuid, ${version}::integer, ${today(ctx)}::date) as proved`.execute(ctx.tx)
  if (!rows[0]?.proved) return refuse('measure.stale')
  ctx.audit('measure.proved', measureId)
  return ok({ id: measureId, version: version + 1 })
}
