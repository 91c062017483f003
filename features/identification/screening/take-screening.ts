import type { KeyObject } from 'node:crypto'
import { z } from 'zod'
import { SERVICES, URGENCIES } from '#domain/referral/referral.ts'
import { ageGroup, isForAge } from '#domain/screening/choose.ts'
import type { Told } from '#domain/screening/merge-answers.ts'
import type { Score } from '#domain/screening/score.ts'
import { byOurClock, isPlausibleMoment } from '#domain/sending/clock.ts'
import { isSame } from '#domain/sending/conflict.ts'
import { dayIn } from '#domain/shared/dates.ts'
import { momentOf } from '#domain/shared/ids.ts'
import { ok, type Refusal, type Result, refuse } from '#domain/shared/result.ts'
import type { Instrument } from '#knowledge/schema/instrument.ts'
import { brokeConstraint } from '#server/db/client.ts'
import type { Ctx } from '#server/db/transact.ts'
import { code, id, text, whole } from '#server/http/fields.ts'
import { dataKey, makeDataKeys } from '#server/keys/data-keys.ts'
import { versionOf } from './asked-by.ts'
import { scoreOf, whyNotAnswers } from './asking.ts'
import { readNotes } from './queries.ts'
import { type TakenRow, whoSaved } from './read-standing.ts'
import { StartScreening } from './record.ts'
import { sealNotes, sealPrepared } from './store.ts'

/** As the device's clock has it, whatever that is: years that PostgreSQL and people can read are asked for, and nothing else. */
const deviceMoment = z.iso
  .datetime()
  .regex(/^(19[7-9]|2[01]\d)\d-/)
  .transform(text => new Date(text))

export const TakeScreening = StartScreening.extend({
  /** Made on the device, and the same however often the screening is sent. */
  id,
  instrumentVersion: whole(1, 1_000_000),
  /** The version on the server that the device's own builds on; 0 where the server has none yet. */
  base: whole(0, 2_147_483_646),
  startedAt: deviceMoment,
  savedAt: deviceMoment,
  sentAt: deviceMoment,
  referral: z
    .strictObject({ toAgencyId: id, service: code(SERVICES), urgency: code(URGENCIES), note: text(1000).default('') })
    .optional(),
})
export type TakeScreening = z.output<typeof TakeScreening>
export type Taken = { id: string; version: number; serverTime: string }

/**
 * Takes a screening from a field device: a new one, or a newer version of one that the device, or a colleague, has sent before.
 * What the device built on decides: where somebody was faster, nothing is written and a person is asked.
 */
export async function takeScreening(ctx: Ctx, input: TakeScreening): Promise<Result<Taken>> {
  const moment = momentOf(input.id)
  if (moment === null || !isPlausibleMoment(moment, ctx.now.getTime())) return refuse('screening.id-implausible')
  const instrument = await versionOf(ctx, input.instrument, input.instrumentVersion)
  if (!instrument) return refuse('screening.instrument-not-found')
  const { startedAt, savedAt } = byOurClock(input, ctx.now, moment)
  const wrong = whyNotFor(ctx, instrument, input, startedAt) ?? whyNotAnswers(instrument, input)
  if (wrong) return wrong

  const result = input.complete ? scoreOf(instrument, input.answers, input.ageGroup) : null
  const told = toldBy(ctx, input, result, savedAt)
  if (input.base === 0) {
    const added = await addTaken(ctx, input, told, startedAt)
    if (added === 'added') return taken(ctx, input, 1)
    if (added === 'of another') return refuse('screening.not-found')
  }
  const version = await changeTaken(ctx, input, told)
  return version.ok ? taken(ctx, input, version.value) : version
}

function whyNotFor(ctx: Ctx, instrument: Instrument, { ageGroup: answer }: TakeScreening, at: Date): Refusal | null {
  const { country, knowledge } = ctx.house
  const age = ageGroup(answer, knowledge.lawsOf(country), dayIn(country.timeZone, at))
  return isForAge(instrument, age.group) ? null : refuse('screening.instrument-for-other-age')
}

function toldBy(ctx: Ctx, input: TakeScreening, result: Score | null, savedAt: Date) {
  return {
    situation: input.situation,
    age_group: input.ageGroup,
    language: input.language,
    place: input.place ?? null,
    answers: JSON.stringify(input.answers),
    status: input.complete ? ('completed' as const) : ('draft' as const),
    finding: result?.finding ?? null,
    next_step: result?.nextStep ?? null,
    completed_at: input.complete ? savedAt : null,
    device_id: ctx.actor.deviceId ?? null,
    device_saved_at: input.savedAt,
    received_at: ctx.now,
  }
}
type ToldBy = ReturnType<typeof toldBy>

/** Inserts it, unless the id is there already. Two sendings at once: the second waits for the first and finds it. */
async function addTaken(
  ctx: Ctx,
  input: TakeScreening,
  told: ToldBy,
  startedAt: Date,
): Promise<'added' | 'known' | 'of another'> {
  try {
    const { numInsertedOrUpdatedRows } = await ctx.tx
      .insertInto('screening')
      .values({
        ...told,
        id: input.id,
        agency_id: ctx.actor.agencyId,
        case_id: null,
        instrument: input.instrument,
        instrument_version: input.instrumentVersion,
        started_by: ctx.actor.userId,
        started_at: startedAt,
        device_started_at: input.startedAt,
      })
      .onConflict(oc => oc.column('id').doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows === 0n) return 'known'
  } catch (error) {
    if (brokeConstraint(error, 'screening_id_free')) return 'of another'
    throw error
  }
  const keys = await makeDataKeys(ctx, input.id, ['full'])
  await keys.store()
  await sealWords(ctx, input, keys.of('full'))
  return 'added'
}

async function sealWords(ctx: Ctx, input: TakeScreening, key: KeyObject | null): Promise<void> {
  await sealNotes(ctx, input.id, input.notes, key)
  if (input.referral) await sealPrepared(ctx, input.id, input.referral, key)
}

async function changeTaken(ctx: Ctx, input: TakeScreening, told: ToldBy): Promise<Result<number>> {
  const row = await ctx.tx.selectFrom('screening').selectAll().where('id', '=', input.id).forUpdate().executeTakeFirst()
  if (!row || row.agency_id !== ctx.actor.agencyId) return refuse('screening.not-found')
  const finished = row.status === 'completed'
  if (finished && !(input.referral && row.version === input.base && (await tellsTheSame(ctx, input, row.answers))))
    return refuse('screening.completed', { current: await standing(ctx, row) })
  if (row.version !== input.base) return refuse('screening.stale', { current: await standing(ctx, row) })
  // Answers mean what their own questions asked: a draft stays with the instrument it began with.
  if (row.instrument !== input.instrument || row.instrument_version !== input.instrumentVersion)
    return refuse('screening.other-instrument')

  const version = row.version + 1
  await ctx.tx
    .updateTable('screening')
    .set(finished ? { version, received_at: ctx.now } : { ...told, version })
    .where('id', '=', input.id)
    .execute()
  await sealWords(ctx, input, await dataKey(ctx, input.id, 'full'))
  return ok(version)
}

/** A referral is often prepared when the result is known, and the screening is on the server by then: it may follow. */
const tellsTheSame = async (ctx: Ctx, { id, answers, notes, complete }: TakeScreening, stored: unknown) =>
  complete && isSame({ answers, notes }, { answers: stored as Told['answers'], notes: await readNotes(ctx, id) })

/** Who was faster and when. What she said is read by itself, since reading is put on record and a refusal leaves none. */
const standing = async (ctx: Ctx, row: TakenRow) => ({
  version: row.version,
  status: row.status,
  by: await whoSaved(ctx, row),
  at: row.saved_at.toISOString(),
})

function taken(ctx: Ctx, input: TakeScreening, version: number): Result<Taken> {
  ctx.audit('screening.taken', input.id, { complete: input.complete, version })
  return ok({ id: input.id, version, serverTime: ctx.now.toISOString() })
}
