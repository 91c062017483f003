import type pg from 'pg'
import type { Ended, Retained } from '#domain/retention/due.ts'
import { type Day, dayIn } from '#domain/shared/dates.ts'
import type { Country } from '#knowledge/schema/country.ts'
import type { Term } from '#knowledge/schema/practice.ts'

/** Who looks after what has ended: the operator's own connection, past the policies, and the day by which things are judged. */
export type Keeper = { client: pg.Client; country: Country; now: Date }

export type EndedRecord = Ended & { id: string; agencyId: string; codeName: string | null; endedAt: Date }

const ENDED: Record<Retained, { from: string; agency: string; codeName: string; end: string; ended: string }> = {
  'closed-case': {
    from: 'aman."case" r',
    agency: 'r.lead_agency_id',
    codeName: 'r.code_name',
    end: 'r.closed_at',
    ended: `r.status = 'closed'`,
  },
  'lone-screening': {
    from: 'aman.screening r',
    agency: 'r.agency_id',
    codeName: 'null',
    end: 'coalesce(r.completed_at, r.started_at)',
    ended: `r.case_id is null and r.status = 'completed'`,
  },
  'screening-draft': {
    from: 'aman.screening r',
    agency: 'r.agency_id',
    codeName: 'null',
    end: 'r.started_at',
    ended: `r.case_id is null and r.status = 'draft'`,
  },
  'withdrawn-draft': {
    from: 'aman.referral r',
    agency: 'r.from_agency_id',
    codeName: 'r.code_name',
    end: 'coalesce(r.closed_at, r.drafted_at)',
    ended: `r.status = 'withdrawn' and r.sent_at is null`,
  },
  // An open one that nobody ended is forgotten work, and goes as well; one that is to be called back stays.
  'lone-contact': {
    from: 'aman.contact r',
    agency: 'r.agency_id',
    codeName: 'null',
    end: 'coalesce(r.closed_at, r.started_at)',
    ended: `r.case_id is null and not exists (select from aman.call_back b where b.contact_id = r.id and b.status = 'agreed')`,
  },
}

const AT_ONCE = 500
const FIRST = '00000000-0000-0000-0000-000000000000'

type Row = {
  id: string
  agency: string
  code_name: string | null
  ended_at: Date
  kept_until: Day | null
  due_on: Day | null
  goes_on: Day | null
}

/**
 * Everything of one kind whose term ends by about `horizon`, a batch at a time. Two days too many come along, for the
 * calendars of time zones and leap years: the rule in domain/retention judges by the day.
 */
export async function* endedRecords(keeper: Keeper, kind: Retained, horizon: Day): AsyncGenerator<EndedRecord[]> {
  const { from, agency, codeName, end, ended } = ENDED[kind]
  const term: Term = keeper.country.retention.terms[kind]
  const text = `
    select r.id, ${agency} as agency, ${codeName} as code_name, date_trunc('milliseconds', ${end}) as ended_at,
           (select max(k.until) from aman.kept_longer k where k.case_id = r.id) as kept_until, n.due_on, n.goes_on
      from ${from}
      left join aman.retention_notice n on n.subject_id = r.id and n.kind = $1
     where ${ended} and ${end} < $2::date - make_interval(years => $3, days => $4) + interval '2 days' and r.id > $5
     order by r.id
     limit ${AT_ONCE}`
  const [years, days] = 'years' in term ? [term.years, 0] : [0, term.days]
  for (let after = FIRST; ; ) {
    const { rows } = await keeper.client.query<Row>(text, [kind, horizon, years, days, after])
    if (rows.length > 0) yield rows.map(row => recordOf(keeper, kind, row))
    const last = rows.at(-1)
    if (!last || rows.length < AT_ONCE) return
    after = last.id
  }
}

function recordOf({ country }: Keeper, kind: Retained, row: Row): EndedRecord {
  return {
    kind,
    id: row.id,
    agencyId: row.agency,
    codeName: row.code_name,
    endedAt: row.ended_at,
    endedOn: dayIn(country.timeZone, row.ended_at),
    keptUntil: row.kept_until,
    announced: row.due_on && row.goes_on ? { dueOn: row.due_on, goesOn: row.goes_on } : null,
  }
}
