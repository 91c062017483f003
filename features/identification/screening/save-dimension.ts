import { z } from 'zod'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { DIMENSIONS } from '#knowledge/schema/instrument.ts'
import type { Ctx } from '#server/db/transact.ts'
import { code } from '#server/http/fields.ts'
import { choose, clashes, type Kept, lay, type Told } from './merge-answers.ts'
import { readNotes } from './queries.ts'
import { SaveScreening } from './record.ts'
import { saveScreening } from './save-screening.ts'
import type { Saved } from './store.ts'

const KEEP = 'keep.'
const { complete: _, ...parts } = SaveScreening.shape
const fields = { ...parts, dimension: code(DIMENSIONS), after: code(['continue', 'stop']).default('continue') }

/** One dimension's page. After a conflict it also says, by `keep.<field>`, which of two values to keep. */
export const SaveDimension = z
  .object(fields)
  .catchall(code(['yours', 'theirs']))
  .superRefine((value, context) => {
    const strange = Object.keys(value).filter(key => !Object.hasOwn(fields, key) && !key.startsWith(KEEP))
    for (const key of strange) context.addIssue({ code: 'custom', path: [key], params: { why: 'unknown-field' } })
  })
export type SaveDimension = z.output<typeof SaveDimension>

/** Saves one dimension and leaves the others alone. A stale form is refused only where it would lose what a colleague answered. */
export async function saveDimension(
  ctx: Ctx,
  input: SaveDimension,
): Promise<Result<Saved & { after: 'continue' | 'stop' }>> {
  const row = await ctx.tx
    .selectFrom('screening')
    .select(['agency_id', 'answers', 'status', 'version'])
    .where('id', '=', input.screeningId)
    .forUpdate()
    .executeTakeFirst()
  if (!row || row.agency_id !== ctx.actor.agencyId) return refuse('screening.not-found')
  if (row.status === 'completed') return refuse('screening.completed')

  const theirs: Told = { answers: row.answers as Told['answers'], notes: await readNotes(ctx, input.screeningId) }
  const kept = keptIn(input)
  const yours = choose({ answers: input.answers, notes: input.notes }, theirs, kept)
  const questions = [...Object.keys(yours.answers), ...Object.keys(yours.notes)]
  if (questions.some(each => !each.startsWith(`${input.dimension}.`))) return refuse('screening.question-not-found')

  const stale = row.version !== input.version
  if (stale && clashes(yours, theirs).length > 0)
    return refuse('screening.stale', { current: { version: row.version } })
  // A choice between two versions comes from a form that never saw the rest of theirs.
  const whole = !stale && Object.keys(kept).length === 0
  const { answers, notes } = lay(yours, theirs, input.dimension, whole)
  const result = await saveScreening(ctx, {
    screeningId: input.screeningId,
    version: row.version,
    answers,
    notes,
    complete: false,
  })
  return result.ok ? ok({ ...result.value, after: input.after }) : result
}

const keptIn = (input: SaveDimension): Kept =>
  Object.fromEntries(
    Object.entries(input)
      .filter(([key]) => key.startsWith(KEEP))
      .map(([key, side]) => [key.slice(KEEP.length), side === 'theirs' ? 'theirs' : 'yours']),
  )
