import { z } from 'zod'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { type Instrument, languagesOf } from '#knowledge/schema/instrument.ts'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import type { Ctx } from '#server/db/transact.ts'
import { code } from '#server/http/fields.ts'
import { askedBy } from './asked-by.ts'
import { choose, clashes, type Kept, lay, type Told } from './merge-answers.ts'
import { readNotes } from './queries.ts'
import { SaveScreening } from './record.ts'
import { saveScreening } from './save-screening.ts'
import type { Saved } from './store.ts'

const KEEP = 'keep.'
const { complete: _, ...parts } = SaveScreening.shape
const SPOKEN = PUBLIC_LANGUAGES.map(each => `in-${each}` as const)
const fields = {
  ...parts,
  dimension: z.string().regex(/^[a-z0-9_]{1,60}$/),
  /** `in-uz`: the conversation goes on in Uzbek; the same questions are shown again. */
  after: code(['continue', 'stop', ...SPOKEN]).default('continue'),
  spoken: code(PUBLIC_LANGUAGES).optional(),
  /** The form was opened from the check page and leads back there. */
  from: code(['check']).optional(),
}

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
export async function saveDimension(ctx: Ctx, input: SaveDimension): Promise<Result<Saved & { next: string }>> {
  const row = await ctx.tx
    .selectFrom('screening')
    .select(['agency_id', 'answers', 'status', 'version', 'instrument', 'instrument_version'])
    .where('id', '=', input.screeningId)
    .forUpdate()
    .executeTakeFirst()
  if (!row || row.agency_id !== ctx.actor.agencyId) return refuse('screening.not-found')
  if (row.status === 'completed') return refuse('screening.completed')
  const instrument = await askedBy(ctx, row.instrument, row.instrument_version)
  if (!instrument.dimensions.some(each => each.key === input.dimension)) return refuse('screening.not-found')

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
  return result.ok ? ok({ ...result.value, next: nextAfter(instrument, input) }) : result
}

/** The page after a saved dimension: the next one, the same in another language, or the check of the whole. */
function nextAfter(instrument: Instrument, { dimension, after, spoken, from }: SaveDimension): string {
  const language = after.startsWith('in-') ? after.slice('in-'.length) : spoken
  const heard = languagesOf(instrument).find(each => each === language)
  const keys = instrument.dimensions.map(each => each.key)
  const next = after === 'continue' ? keys[keys.indexOf(dimension) + 1] : after === 'stop' ? undefined : dimension
  const query = new URLSearchParams({ ...(from && next && { from }), ...(heard && { in: heard }) })
  return `${next ?? 'check'}${query.size > 0 ? `?${query}` : ''}`
}

const keptIn = (input: SaveDimension): Kept =>
  Object.fromEntries(
    Object.entries(input)
      .filter(([key]) => key.startsWith(KEEP))
      .map(([key, side]) => [key.slice(KEEP.length), side === 'theirs' ? 'theirs' : 'yours']),
  )
