import { type AgeGroup, protectedAsChild } from '#domain/cases/case.ts'
import { type Depth, depthReaches } from '#domain/consent/consent.ts'
import { type Day, inForce } from '#domain/shared/dates.ts'
import type { Law, Rule } from '#knowledge/schema/law.ts'

export type LawfulBasis = { rule: Rule; depth: Depth }

/**
 * The rule that lets a case be referred for a service without the person's consent, and how deep it opens her record: the first in
 * force on the day, of the most specific law. Null where there is none, as for every adult today.
 * A rule that opens no more than the existence of a case carries no referral: its recipient could not decide on it.
 */
export function lawfulBasis(
  laws: readonly Law[],
  asked: { ageGroup: AgeGroup; service: string },
  day: Day,
): LawfulBasis | null {
  for (const { rules } of laws) {
    for (const rule of rules) {
      const { opens } = rule
      if (!opens || !inForce(rule, day) || !depthReaches(opens.depth, 'coded')) continue
      const fits = !opens.childrenOnly || protectedAsChild(asked.ageGroup)
      if (fits && !opens.notFor.includes(asked.service)) return { rule, depth: opens.depth }
    }
  }
  return null
}
