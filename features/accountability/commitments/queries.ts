import { type Expression, type Selectable, type SqlBool, sql } from 'kysely'
import { DUE_DAYS, type State, stateOn } from '#domain/commitments/measure.ts'
import { addDays, type Day, dayIn } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { CommitmentTables } from '#server/db/tables/commitments.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { ListMeasures, MeasureOut, WholeMeasureOut } from './record.ts'

type Row = Selectable<CommitmentTables['measure']>

export const today = ({ house, now }: Pick<Ctx, 'house' | 'now'>): Day => dayIn(house.country.timeZone, now)

const MOST_OF_ONE = 200

/** What each measure counts, where it counts; null: one to four. */
async function countsOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, number | null>> {
  const { rows } = await sql<{ measure_id: string; counted: number | null }>`
    select * from aman.measured(${ids}::uuid[], ${today(ctx)}::date, ${ctx.house.country.timeZone})`.execute(ctx.tx)
  return new Map(rows.map(each => [each.measure_id, each.counted]))
}

async function answeredBy(ctx: Ctx, ids: readonly string[]) {
  if (ids.length === 0) return []
  return ctx.tx
    .selectFrom('measure_recommendation')
    .selectAll()
    .where('measure_id', 'in', ids)
    .orderBy('recommendation')
    .execute()
}

async function opened(ctx: Ctx, rows: readonly Row[]): Promise<MeasureOut[]> {
  const ids = rows.map(each => each.id)
  const counts = await countsOf(
    ctx,
    rows.filter(each => each.indicator !== null).map(each => each.id),
  )
  const answered = await answeredBy(ctx, ids)
  const day = today(ctx)
  return rows.map(row => ({
    id: row.id,
    sector: row.sector,
    promisedBy: row.promised_by,
    title: row.title,
    state: stateOf(row, day),
    promisedOn: row.promised_on,
    dueOn: row.due_on,
    budget: row.budget,
    indicator: row.indicator,
    target: row.target,
    counted: counts.get(row.id) ?? null,
    recommendations: answered.filter(each => each.measure_id === row.id).map(each => each.recommendation),
    publishedOn: row.published_on,
    provedOn: row.proved_on,
    withdrawnOn: row.withdrawn_on,
    withdrawnWhy: row.withdrawn_why,
    agencyId: row.agency_id,
    version: row.version,
  }))
}

const stateOf = (row: Row, day: Day): State =>
  stateOn({ dueOn: row.due_on, provedOn: row.proved_on, withdrawnOn: row.withdrawn_on }, day)

/** The rows that {@link stateOn} would call so on a day. */
function inState(state: State, day: Day): Expression<SqlBool> {
  const open = sql<SqlBool>`proved_on is null and withdrawn_on is null`
  const soon = addDays(day, DUE_DAYS)
  return {
    proved: sql<SqlBool>`proved_on is not null`,
    withdrawn: sql<SqlBool>`withdrawn_on is not null`,
    late: sql<SqlBool>`${open} and due_on < ${day}`,
    due: sql<SqlBool>`${open} and due_on between ${day} and ${soon}`,
    promised: sql<SqlBool>`${open} and due_on > ${soon}`,
  }[state]
}

/** Measures by deadline, the nearest past or to come of the open ones as asked. */
export async function listMeasures(
  ctx: Ctx,
  { state, limit, skip }: ListMeasures,
): Promise<{ items: MeasureOut[]; next: number | null }> {
  let query = ctx.tx
    .selectFrom('measure')
    .selectAll()
    .orderBy('due_on', 'desc')
    .orderBy('id', 'desc')
    .offset(skip)
    .limit(limit + 1)
  if (state) query = query.where(inState(state, today(ctx)))
  const rows = await query.execute()
  const items = await opened(ctx, rows.slice(0, limit))
  return { items, next: rows.length > limit ? skip + limit : null }
}

export async function readMeasure(ctx: Ctx, measureId: string): Promise<Result<WholeMeasureOut>> {
  const row = await ctx.tx.selectFrom('measure').selectAll().where('id', '=', measureId).executeTakeFirst()
  if (!row) return refuse('measure.not-found')
  const [[measure], evidence, reports] = await Promise.all([
    opened(ctx, [row]),
    ctx.tx
      .selectFrom('measure_evidence')
      .selectAll()
      .where('measure_id', '=', row.id)
      .orderBy('id')
      .limit(MOST_OF_ONE)
      .execute(),
    ctx.tx
      .selectFrom('measure_report')
      .selectAll()
      .where('measure_id', '=', row.id)
      .orderBy('id', 'desc')
      .limit(MOST_OF_ONE)
      .execute(),
  ])
  if (!measure) return refuse('measure.not-found')
  return ok({
    ...measure,
    enteredBy: row.entered_by,
    evidence: evidence.map(each => ({
      id: each.id,
      shows: each.shows,
      mediaType: each.media_type,
      bytes: each.bytes,
      addedBy: each.added_by,
      addedOn: each.added_on,
    })),
    reports: reports.map(each => ({ id: each.id, words: each.words, reportedOn: each.reported_on })),
  })
}

/** The measures that answer a recommendation. */
export async function answersTo(ctx: Ctx, recommendation: string): Promise<MeasureOut[]> {
  const rows = await ctx.tx
    .selectFrom('measure')
    .innerJoin('measure_recommendation', 'measure_recommendation.measure_id', 'measure.id')
    .selectAll('measure')
    .where('measure_recommendation.recommendation', '=', recommendation)
    .orderBy('measure.due_on', 'desc')
    .limit(MOST_OF_ONE)
    .execute()
  return opened(ctx, rows)
}

/** The recommendations that a person recognised as this one, in other years. */
export async function linkedTo(ctx: Ctx, recommendation: string): Promise<{ earlier: string[]; later: string[] }> {
  const rows = await ctx.tx
    .selectFrom('recommendation_link')
    .select(['earlier', 'later'])
    .where(eb => eb.or([eb('earlier', '=', recommendation), eb('later', '=', recommendation)]))
    .limit(MOST_OF_ONE)
    .execute()
  return {
    earlier: rows.filter(each => each.later === recommendation).map(each => each.earlier),
    later: rows.filter(each => each.earlier === recommendation).map(each => each.later),
  }
}

export async function agencyNameOf({ tx }: Ctx, agencyId: string): Promise<string> {
  const row = await tx.selectFrom('agency').select('name').where('id', '=', agencyId).executeTakeFirst()
  return row?.name ?? ''
}
