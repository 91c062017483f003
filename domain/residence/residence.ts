import { addDays, addMonths, type Day } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'

export const RESIDENCE_KINDS = ['residence', 'extension', 'work', 'exit-visa', 'appeal'] as const
export type ResidenceKind = (typeof RESIDENCE_KINDS)[number]

/** The rule in knowledge/law that each petition leans on. Where a country has none in force, the petition is not offered. */
export const RESIDENCE_RULES: Record<ResidenceKind, string> = {
  residence: 'residence-first',
  extension: 'residence-extension',
  work: 'work-without-permit',
  'exit-visa': 'exit-visa',
  appeal: 'appeal',
}

export type ResidenceStep = {
  kind: ResidenceKind
  petitionedOn: Day
  outcome: 'granted' | 'refused' | null
  fromOn: Day | null
  untilOn: Day | null
}

/** Residence is what has an end to be followed. */
export const hasEnd = (kind: ResidenceKind): boolean => kind === 'residence' || kind === 'extension'

/** The last day on which she may stay by what was granted; null where nothing was. */
export function endOfStay(steps: readonly ResidenceStep[]): Day | null {
  const ends = steps.flatMap(({ kind, untilOn }) => (hasEnd(kind) && untilOn !== null ? [untilOn] : []))
  return ends.toSorted().at(-1) ?? null
}

/** The last day that a rule of so many months allows, the first day counted. */
export const latestEnd = (fromOn: Day, months: number): Day => addDays(addMonths(fromOn, months), -1)

type Granted = { kind: ResidenceKind; fromOn: Day | undefined; untilOn: Day | undefined; months: number | null }

/** Whether days that an authority wrote down can be what the rule allows. A longer stay is more likely a slip of the pen. */
export function grantedDays({ kind, fromOn, untilOn, months }: Granted): Result<{ fromOn: Day; untilOn: Day } | null> {
  if (!hasEnd(kind)) return ok(null)
  if (!fromOn || !untilOn) return refuse('residence.days-missing')
  if (untilOn < fromOn) return refuse('residence.days-reversed')
  const latest = months === null ? null : latestEnd(fromOn, months)
  return latest !== null && untilOn > latest ? refuse('residence.too-long', { latest }) : ok({ fromOn, untilOn })
}

/**
 * What may be asked for next. Each petition waits for its own answer; residence is extended once, by one rule; an appeal answers a
 * refusal that came after the last appeal.
 */
export function mayAsk(steps: readonly ResidenceStep[], today: Day): ResidenceKind[] {
  const waits = (kind: ResidenceKind) => steps.some(each => each.kind === kind && each.outcome === null)
  const end = endOfStay(steps)
  const stays = end !== null && end >= today
  const extendedOnce = steps.some(each => each.kind === 'extension' && each.untilOn !== null && each.untilOn >= today)
  const lastAppeal = steps.filter(each => each.kind === 'appeal').map(each => each.petitionedOn)
  const refused = steps.some(
    each => each.outcome === 'refused' && each.kind !== 'appeal' && lastAppeal.every(day => day < each.petitionedOn),
  )
  const open: Record<ResidenceKind, boolean> = {
    residence: !stays,
    extension: stays && !extendedOnce,
    work: true,
    'exit-visa': true,
    appeal: refused,
  }
  return RESIDENCE_KINDS.filter(kind => open[kind] && !waits(kind))
}

/** Days before the end of a stay at which it is time to ask for more: an authority needs weeks, not days. */
export const RESIDENCE_REMINDER_DAYS = 30
