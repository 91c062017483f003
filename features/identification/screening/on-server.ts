import type { Answer } from '#domain/screening/score.ts'
import type { Result } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { dataKey, makeDataKeys } from '#server/keys/data-keys.ts'
import { askedBy } from './asked-by.ts'
import type { Asking, NewAnswers, NewScreening, ScreeningStore } from './asking.ts'
import { readNotes, readScreening, type ScreeningRow, viewOf } from './queries.ts'
import { sealNotes } from './store.ts'

/** What asking leans on, over one transaction of the server. */
export const askingOn = (ctx: Ctx): Asking => ({
  store: storeOver(ctx),
  country: ctx.house.country,
  laws: ctx.house.knowledge.lawsOf(ctx.house.country),
  instruments: ctx.house.knowledge.instruments,
  agencyId: ctx.actor.agencyId,
  now: ctx.now,
  newId: () => ctx.newId(),
  askedBy: (id, version) => askedBy(ctx, id, version),
  nextSteps: instrument => ctx.house.knowledge.nextSteps(instrument, ctx.house.country),
})

/** The verb as the server runs it. */
export const onServer =
  <I, V>(run: (asking: Asking, input: I) => Promise<Result<V>>) =>
  (ctx: Ctx, input: I): Promise<Result<V>> =>
    run(askingOn(ctx), input)

const storeOver = (ctx: Ctx): ScreeningStore => ({
  async read(id) {
    const found = await readScreening(ctx, id)
    return found.ok ? found.value : null
  },
  hold: id => hold(ctx, id),
  add: screening => add(ctx, screening),
  save: (id, answers) => save(ctx, id, answers),
})

async function hold(ctx: Ctx, id: string) {
  const row = (await ctx.tx.selectFrom('screening').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) as
    | ScreeningRow
    | undefined
  return row && row.agency_id === ctx.actor.agencyId ? viewOf(row, await readNotes(ctx, id)) : null
}

const judged = (ctx: Ctx, result: NewAnswers['result']) => ({
  status: result ? ('completed' as const) : ('draft' as const),
  finding: result?.finding ?? null,
  next_step: result?.nextStep ?? null,
  completed_at: result ? ctx.now : null,
})

const stored = (answers: Record<string, Answer>) => JSON.stringify(answers)

async function add(ctx: Ctx, screening: NewScreening): Promise<void> {
  const { id, result } = screening
  await ctx.tx
    .insertInto('screening')
    .values({
      id,
      agency_id: ctx.actor.agencyId,
      case_id: null,
      instrument: screening.instrument,
      instrument_version: screening.instrumentVersion,
      situation: screening.situation,
      age_group: screening.ageGroup,
      language: screening.language,
      place: screening.place,
      answers: stored(screening.answers),
      started_by: ctx.actor.userId,
      started_at: ctx.now,
      ...judged(ctx, result),
    })
    .execute()
  const keys = await makeDataKeys(ctx, id, ['full'])
  await Promise.all([keys.store(), sealNotes(ctx, id, screening.notes, keys.of('full'))])
  ctx.audit('screening.started', id, { instrument: screening.instrument, complete: result !== null })
}

async function save(ctx: Ctx, id: string, { answers, notes, version, result }: NewAnswers): Promise<void> {
  await ctx.tx
    .updateTable('screening')
    .set({ answers: stored(answers), version, ...judged(ctx, result) })
    .where('id', '=', id)
    .execute()
  await sealNotes(ctx, id, notes, await dataKey(ctx, id, 'full'))
  ctx.audit('screening.saved', id, { complete: result !== null, version })
}
