import { sql } from 'kysely'
import { type Day, dayIn } from '#domain/shared/dates.ts'
import type { OwnCount, OwnYear } from '#domain/standards/own-counts.ts'
import { periodOf } from '#domain/standards/period.ts'
import type { Entry } from '#domain/standards/scorecard.ts'
import type { Answering } from '#domain/standards/whole-card.ts'
import { listRecommendations } from '#features/accountability/commitments/recommended.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { EntryOut, ProvedOut } from './record.ts'

export const today = ({ house, now }: Pick<Ctx, 'house' | 'now'>): Day => dayIn(house.country.timeZone, now)

const MOST_OF_ONE = 1000

export type EnteredEntry = Entry & Omit<EntryOut, 'outdone'>

/** What was entered for some years, in the order in which it was; of very many the latest. What was withdrawn is among them. */
export async function readEntries(ctx: Ctx, years: readonly number[]): Promise<EnteredEntry[]> {
  const rows = await ctx.tx
    .selectFrom('standards_entry')
    .leftJoin('agency', 'agency.id', 'standards_entry.agency_id')
    .selectAll('standards_entry')
    .select('agency.name as agency')
    .where('standards_entry.year', 'in', years)
    .orderBy('standards_entry.id', 'desc')
    .limit(MOST_OF_ONE)
    .execute()
  return rows.toReversed().map(row => ({
    id: row.id,
    year: row.year,
    criterion: row.criterion,
    counted:
      row.figure !== null && row.counted_in !== null && row.value !== null
        ? { figure: row.figure, of: row.counted_in, value: row.value }
        : null,
    shows: row.shows,
    source: row.source,
    datedOn: row.dated_on,
    enteredOn: row.entered_on,
    agencyId: row.agency_id,
    agency: row.agency ?? '',
    withdrawnOn: row.withdrawn_on,
    withdrawnWhy: row.withdrawn_why,
  }))
}

/** How many entries stand for each year. */
export async function entriesByYear(ctx: Ctx): Promise<Map<number, number>> {
  const rows = await ctx.tx
    .selectFrom('standards_entry')
    .select(['year', eb => eb.fn.countAll<string>().as('count')])
    .where('withdrawn_on', 'is', null)
    .groupBy('year')
    .execute()
  return new Map(rows.map(each => [each.year, Number(each.count)]))
}

type CountRow = { since: Day; until: Day; name: OwnCount; counted: number | null }

/** What this instance counts of the period of a report; null where it has counted nothing of it. */
export async function readOwnYear(ctx: Ctx, year: number): Promise<OwnYear | null> {
  const { rows } = await sql<CountRow>`
    select * from aman.standards_counted(${year}::integer, ${ctx.house.country.timeZone})`.execute(ctx.tx)
  const [first] = rows
  if (!first) return null
  const counts = Object.fromEntries(rows.map(each => [each.name, each.counted])) as OwnYear['counts']
  return { since: first.since, until: first.until, counts }
}

/**
 * Measures of which it was in the period of a report that they were both proved and published: the later of the two days lies in it, so that each
 * is evidence of one year.
 */
export async function readProved(ctx: Ctx, year: number): Promise<(ProvedOut & Answering)[]> {
  const { from, until } = periodOf(year)
  const rows = await ctx.tx
    .selectFrom('measure')
    .select(['id', 'title', 'proved_on', 'published_on'])
    .where('proved_on', 'is not', null)
    .where('published_on', 'is not', null)
    .where(sql`greatest(proved_on, published_on)`, '>=', from)
    .where(sql`greatest(proved_on, published_on)`, '<', until)
    .orderBy('proved_on')
    .orderBy('id')
    .limit(MOST_OF_ONE)
    .execute()
  if (rows.length === 0) return []
  const themes = await themesOf(
    ctx,
    rows.map(each => each.id),
  )
  return rows.map(({ id, title, proved_on, published_on }) => ({
    id,
    title,
    provedOn: proved_on ?? '',
    publishedOn: published_on ?? '',
    themes: themes.get(id) ?? [],
  }))
}

async function themesOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Answering['themes']>> {
  const rows = await ctx.tx.selectFrom('measure_recommendation').selectAll().where('measure_id', 'in', ids).execute()
  const all = new Map((await listRecommendations(ctx)).map(each => [each.id, each.theme]))
  return new Map(
    ids.map(id => [
      id,
      rows.filter(each => each.measure_id === id).flatMap(each => all.get(each.recommendation) ?? []),
    ]),
  )
}
