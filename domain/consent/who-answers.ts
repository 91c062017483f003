import { type AgeGroup, protectedAsChild } from '#domain/cases/case.ts'
import { type Refusal, refuse } from '#domain/shared/result.ts'
import type { GivenBy } from './consent.ts'

type Answering = { ageGroup: AgeGroup; givenBy: GivenBy; guardianUnsafe: boolean }

/**
 * Who may not answer. An adult answers for herself, or somebody whom she or a court named; a guardian answers for a child, and
 * not where that guardian may be part of what happened: then the rule of law for a child's protection stands in.
 */
export function whyMayNotAnswer({ ageGroup, givenBy, guardianUnsafe }: Answering): Refusal | null {
  if (givenBy !== 'guardian') return null
  if (!protectedAsChild(ageGroup)) return refuse('consent.guardian-of-adult')
  return guardianUnsafe ? refuse('consent.guardian-unsafe') : null
}

/** A child's own answer is heard and weighs beside the guardian's; by itself it permits nothing, and its no closes nothing. */
export const isOwnView = ({ ageGroup, givenBy }: Pick<Answering, 'ageGroup' | 'givenBy'>): boolean =>
  protectedAsChild(ageGroup) && givenBy === 'self'
