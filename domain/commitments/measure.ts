import { addDays, type Day } from '#domain/shared/dates.ts'

/** Who made a promise: the sides that are accountable to each other. */
export const SECTORS = ['government', 'ngo', 'private', 'international'] as const
export type Sector = (typeof SECTORS)[number]

/**
 * How a measure stands on a day.
 * - `promised`: its deadline is ahead. `due`: no more than {@link DUE_DAYS} ahead. `late`: past, and nothing is proved.
 * - `proved`: somebody else has looked at the evidence. `withdrawn`: whoever promised it gave it up.
 */
export const STATES = ['promised', 'due', 'late', 'proved', 'withdrawn'] as const
export type State = (typeof STATES)[number]

export const DUE_DAYS = 30

/** The days of a measure. At most one of `provedOn` and `withdrawnOn` is set. */
export type Dated = { readonly dueOn: Day; readonly provedOn: Day | null; readonly withdrawnOn: Day | null }

const isPast = (on: Day | null, day: Day) => on !== null && on <= day

/** The state on a day, also on one before the measure was proved: it follows from the days and is stored nowhere. */
export function stateOn({ dueOn, provedOn, withdrawnOn }: Dated, day: Day): State {
  if (isPast(withdrawnOn, day)) return 'withdrawn'
  if (isPast(provedOn, day)) return 'proved'
  if (day > dueOn) return 'late'
  return addDays(day, DUE_DAYS) >= dueOn ? 'due' : 'promised'
}

const OPEN: readonly State[] = ['promised', 'due', 'late']
export const isOpen = (state: State): boolean => OPEN.includes(state)

/** What stands in the way of calling a measure proved. `no-evidence`: there is nothing to look at. `own`: whoever proves it entered it, or its evidence. */
export type NotProvable = 'not-open' | 'no-evidence' | 'own'

/** Null where this person may call the measure proved. */
export function whyNotProvable(
  measure: { state: State; enteredBy: string; evidenceBy: readonly string[] },
  person: string,
): NotProvable | null {
  if (!isOpen(measure.state)) return 'not-open'
  if (measure.evidenceBy.length === 0) return 'no-evidence'
  return [measure.enteredBy, ...measure.evidenceBy].includes(person) ? 'own' : null
}
