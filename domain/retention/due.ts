import type { Day } from '#domain/shared/dates.ts'
import type { Retention, Term } from '#knowledge/schema/practice.ts'

/** What goes when its time is over. */
export const RETAINED = ['closed-case', 'lone-screening', 'screening-draft', 'withdrawn-draft', 'lone-contact'] as const
export type Retained = (typeof RETAINED)[number]

/** Why a closed case is kept longer than its term. */
export const KEEP_REASONS = ['criminal-case', 'court-order', 'compensation-claim', 'person-asks', 'help-again'] as const

/** At most so far ahead; who still needs the record then decides again. */
export const LONGEST_KEEP_YEARS = 10

/**
 * The day a term after `day`. A 29 February that the year does not have becomes 1 March, so that nothing goes before its
 * whole term is over.
 */
export function after(day: Day, term: Term): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const at =
    'years' in term ? Date.UTC(year + term.years, month - 1, date) : Date.UTC(year, month - 1, date + term.days)
  return new Date(at).toISOString().slice(0, 10)
}

/** A record that has ended. `announced`: the notice of it, for the day of due that it was given for. */
export type Ended = {
  kind: Retained
  endedOn: Day
  keptUntil: Day | null
  announced: { dueOn: Day; goesOn: Day } | null
}

/**
 * `due`: its time comes within the days of announcement, and it waits for its notice. `announced`: it goes on `goesOn`.
 * `goes`: today or any day after.
 */
export type Standing = { state: 'kept' | 'due' | 'announced' | 'goes'; dueOn: Day; goesOn: Day }

/** The day from which it may go: its term is over, and no colleague keeps it longer. */
export function dueOn({ kind, endedOn, keptUntil }: Ended, { terms }: Retention): Day {
  const term = after(endedOn, terms[kind])
  return keptUntil !== null && keptUntil > term ? keptUntil : term
}

/** Nothing goes unannounced: a notice that was given for another day of due, before the record was kept longer, is void. */
export function standing(ended: Ended, retention: Retention, today: Day): Standing {
  const due = dueOn(ended, retention)
  const { announced } = ended
  if (announced?.dueOn === due) {
    return { state: announced.goesOn <= today ? 'goes' : 'announced', dueOn: due, goesOn: announced.goesOn }
  }
  const earliest = after(today, { days: retention.announceDays })
  return due <= earliest ? { state: 'due', dueOn: due, goesOn: earliest } : { state: 'kept', dueOn: due, goesOn: due }
}
