import type { Day } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Gravity, Release } from '#knowledge/schema/crime.ts'
import type { Law, Rule } from '#knowledge/schema/law.ts'
import { type Part, penaltyOn, type RuleOf, rulesOn } from './crime.ts'

/** `because`: the rules that it follows from, that of the answer last. `gravity`: null where the answer does not hang on it. */
export type Reconciliation = {
  readonly release: Release
  readonly gravity: Gravity | null
  readonly because: readonly Rule[]
}

/** The class of a crime by the longest imprisonment that its part allows, in years; undefined where no class of that day was read. */
export const gravityOf = (laws: readonly Law[], mostYears: number, day: Day): RuleOf<'gravity'> | undefined =>
  rulesOn(laws, 'gravity', day).find(
    ({ value }) => mostYears > value.aboveYears && (value.upToYears === null || mostYears <= value.upToYears),
  )

/**
 * Whether who trafficked and then reconciled with the person harmed is released on a day. An offence that is shut out is judged by that
 * alone; the others by their gravity, which follows from the penalty. Refused with `law.penalty-unknown` or `law.reconciliation-unknown`
 * where a wording of that day was not read.
 */
export function reconciliationOn(laws: readonly Law[], part: Part, day: Day): Result<Reconciliation> {
  const shut = rulesOn(laws, 'no-reconciliation', day).find(({ value }) => value.offences.includes(part.offence))
  if (shut) return ok({ release: 'none', gravity: null, because: [shut] })
  const penalty = penaltyOn(laws, part, day)
  if (!penalty.ok) return penalty
  const grave = gravityOf(laws, penalty.value.value.mostYears, day)
  const rule = rulesOn(laws, 'reconciliation', day).find(({ value }) => value.gravity === grave?.value.gravity)
  if (!grave || !rule) return refuse('law.reconciliation-unknown', { ...part, day })
  return ok({ release: rule.value.release, gravity: grave.value.gravity, because: [penalty.value, grave, rule] })
}
