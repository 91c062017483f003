import { type Indicator, type Progress, progressOf } from '#domain/commitments/indicators.ts'
import { type Sector, type State, stateOn } from '#domain/commitments/measure.ts'
import { type Promised, type Scoreboard, scoreboardOn } from '#domain/commitments/scoreboard.ts'
import { type Day, dayIn } from '#domain/shared/dates.ts'
import type { Titles } from '#server/db/tables/commitments.ts'
import type { House } from '#server/house.ts'

/** What everybody may see of a measure that was published. `progress`: null where no indicator counts. */
export type PublicMeasure = {
  sector: Sector
  promisedBy: string
  title: Titles
  state: State
  promisedOn: Day
  dueOn: Day
  provedOn: Day | null
  indicator: Indicator | null
  progress: Progress | null
  evidence: number
  recommendations: string[]
}
export type Published = { day: Day; board: Scoreboard; measures: PublicMeasure[]; next: number | null }

type Row = {
  id: string
  sector: Sector
  promised_by: string
  title: Titles
  promised_on: Day
  due_on: Day
  proved_on: Day | null
  withdrawn_on: Day | null
  indicator: Indicator | null
  target: number | null
  evidence: number
  recommendations: string[]
}
type Days = { sector: Sector; due_on: Day; proved_on: Day | null; withdrawn_on: Day | null; count: number }

export const ON_PAGE = 10

/** The scoreboard over all published measures, and some of them, the latest deadline first. Nobody is signed in: doors of the database answer. */
export async function readPublished({ pool, country, clock }: House, skip: number): Promise<Published> {
  const day = dayIn(country.timeZone, clock())
  const days = await pool.query<Days>('select * from aman.published_days()')
  const found = await pool.query<Row>('select * from aman.published_measures($1, $2)', [ON_PAGE + 1, skip])
  const rows = found.rows.slice(0, ON_PAGE)
  const counts = await countsOf(
    pool,
    rows.map(each => each.id),
    { day, zone: country.timeZone },
  )
  const promised: Promised[] = days.rows.map(each => ({ sector: each.sector, count: each.count, ...datedOf(each) }))
  return {
    day,
    board: scoreboardOn(promised, day),
    measures: rows.map(row => measureOf(row, counts.get(row.id) ?? null, day)),
    next: found.rows.length > ON_PAGE ? skip + ON_PAGE : null,
  }
}

async function countsOf(
  pool: House['pool'],
  ids: string[],
  { day, zone }: { day: Day; zone: string },
): Promise<Map<string, number | null>> {
  const { rows } = await pool.query<{ measure_id: string; counted: number | null }>(
    'select * from aman.measured($1::uuid[], $2, $3)',
    [ids, day, zone],
  )
  return new Map(rows.map(each => [each.measure_id, each.counted]))
}

const datedOf = (row: Pick<Row, 'due_on' | 'proved_on' | 'withdrawn_on'>) => ({
  dueOn: row.due_on,
  provedOn: row.proved_on,
  withdrawnOn: row.withdrawn_on,
})

const measureOf = (row: Row, count: number | null, day: Day): PublicMeasure => ({
  sector: row.sector,
  promisedBy: row.promised_by,
  title: row.title,
  state: stateOn(datedOf(row), day),
  promisedOn: row.promised_on,
  dueOn: row.due_on,
  provedOn: row.proved_on,
  indicator: row.indicator,
  progress: row.target === null ? null : progressOf(count, row.target),
  evidence: row.evidence,
  recommendations: row.recommendations,
})
