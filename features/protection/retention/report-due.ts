import { after, RETAINED, type Retained, type Standing, standing } from '#domain/retention/due.ts'
import { type Day, dayIn } from '#domain/shared/dates.ts'
import { type EndedRecord, endedRecords, type Keeper } from './ended-records.ts'
import { countRoutine, type RoutineCount } from './routine-rows.ts'

/** One thing that will go: its id, the code name where it has one, and nothing else of it. */
export type Leaving = { id: string; codeName: string | null; dueOn: Day; goesOn: Day; announced: boolean }

export type RetentionReport = {
  asOf: Day
  /** Whether this report counts as the announcement; one as of another day is only a look ahead. */
  announces: boolean
  leaving: Record<Retained, Leaving[]>
  routine: RoutineCount[]
}

/** Lists what will go within the days of announcement, and announces it. */
export async function reportDue(keeper: Keeper, asOf: Day | null = null): Promise<RetentionReport> {
  const today = asOf ?? dayIn(keeper.country.timeZone, keeper.now)
  const leaving = {} as Record<Retained, Leaving[]>
  for (const kind of RETAINED) {
    leaving[kind] = []
    const horizon = after(today, { days: keeper.country.retention.announceDays })
    for await (const batch of endedRecords(keeper, kind, horizon)) {
      const due = batch.map(each => ({ record: each, at: standing(each, keeper.country.retention, today) }))
      const listed = due.filter(({ at }) => at.state !== 'kept')
      if (asOf === null) await announce(keeper, today, listed)
      leaving[kind].push(...listed.map(({ record, at }) => lineOf(record, at)))
    }
  }
  if (asOf === null) await keeper.client.query('delete from aman.retention_notice where listed_on < $1', [today])
  return { asOf: today, announces: asOf === null, leaving, routine: await countRoutine(keeper) }
}

const lineOf = ({ id, codeName }: EndedRecord, { state, dueOn, goesOn }: Standing): Leaving => ({
  id,
  codeName,
  dueOn,
  goesOn,
  announced: state !== 'due',
})

type Listed = { record: EndedRecord; at: Standing }

// A notice keeps the day on which it was given; one that was given for another day of due is given anew.
const ANNOUNCE = `
  insert into aman.retention_notice as known (subject_id, kind, agency_id, due_on, announced_on, goes_on, listed_on)
  select n.id, n.kind, n.agency, n.due_on, $1, n.goes_on, $1
    from jsonb_to_recordset($2) as n (id uuid, kind text, agency uuid, due_on date, goes_on date)
  on conflict (subject_id) do update
    set kind = excluded.kind, agency_id = excluded.agency_id, due_on = excluded.due_on, goes_on = excluded.goes_on,
        announced_on = case when known.due_on = excluded.due_on then known.announced_on else excluded.announced_on end,
        listed_on = excluded.listed_on`

async function announce({ client }: Keeper, today: Day, listed: readonly Listed[]): Promise<void> {
  const rows = listed.map(({ record, at }) => ({
    id: record.id,
    kind: record.kind,
    agency: record.agencyId,
    due_on: at.dueOn,
    goes_on: at.goesOn,
  }))
  if (rows.length > 0) await client.query(ANNOUNCE, [today, JSON.stringify(rows)])
}
