import { type AgeGroup, protectedAsChild } from '#domain/cases/case.ts'
import { addHours } from '#domain/shared/dates.ts'
import type { DangerLevel } from './dangers.ts'

export const WISHES = ['own', 'of-others', 'not-known'] as const
export const SERVICES_STATES = ['over', 'running', 'not-known'] as const
export const PROCEEDINGS_STATES = ['over', 'running', 'none', 'not-known'] as const
export const CONSENT_AGES = ['reached', 'below', 'not-known'] as const
export const KNOWN = ['yes', 'no', 'not-known'] as const
type Known = (typeof KNOWN)[number]

/** Ids of the rules in knowledge/law that a hurdle cites. */
export const RETURN_RULES = {
  voluntary: 'return-voluntary',
  safe: 'return-not-into-danger',
  childConsent: 'return-child-consent-age',
  childReceived: 'return-child-received-safely',
  childInterest: 'child-opinion-heard',
} as const

/**
 * What is known on the day of the judgement.
 * - `consentStands`: a consent of hers to go, recorded and not withdrawn.
 * - `danger`, `assessedAt`: of the newest look at the dangers; null where nobody looked.
 * - `consentAge`: whether a child has reached the age at which the law asks for its own consent.
 * - `received`: somebody takes responsibility for the child where it goes.
 */
export type ReturnFacts = {
  ageGroup: AgeGroup
  wish: (typeof WISHES)[number]
  consentStands: boolean
  services: (typeof SERVICES_STATES)[number]
  proceedings: (typeof PROCEEDINGS_STATES)[number]
  danger: DangerLevel
  assessedAt: Date | null
  consentAge: (typeof CONSENT_AGES)[number]
  childAgrees: Known
  received: Known
  bestInterest: Known
}

export const HURDLES = [
  'not-own-wish',
  'no-consent',
  'too-early',
  'not-assessed',
  'endangers',
  'child-not-agreed',
  'nobody-receives',
  'not-best-interest',
] as const
export type Hurdle = (typeof HURDLES)[number]

/** The rule that each hurdle stands on. */
export const HURDLE_RULES: Record<Hurdle, string> = {
  'not-own-wish': RETURN_RULES.voluntary,
  'no-consent': RETURN_RULES.voluntary,
  'too-early': RETURN_RULES.voluntary,
  'not-assessed': RETURN_RULES.safe,
  endangers: RETURN_RULES.safe,
  'child-not-agreed': RETURN_RULES.childConsent,
  'nobody-receives': RETURN_RULES.childReceived,
  'not-best-interest': RETURN_RULES.childInterest,
}

/**
 * What stands in the way of a voluntary return, so that a worker can see and challenge it; empty means that she may go.
 * Nothing unknown counts in favour: an unknown danger is one that nobody assessed, an uncertain age is a child's
 * (law 110-VIII art. 20, 21 and 23).
 */
export function mayReturn(facts: ReturnFacts, assessmentHoldsDays: number, now: Date): Hurdle[] {
  const child = protectedAsChild(facts.ageGroup)
  const assessed =
    facts.danger !== 'not-known' &&
    facts.assessedAt !== null &&
    addHours(facts.assessedAt, assessmentHoldsDays * 24) > now
  const bound = facts.services !== 'over' && facts.proceedings !== 'over'
  const hurdles: [Hurdle, boolean][] = [
    ['not-own-wish', facts.wish !== 'own'],
    ['no-consent', !facts.consentStands],
    ['too-early', bound],
    ['endangers', facts.danger === 'high' || facts.danger === 'medium'],
    ['not-assessed', !assessed],
    ['child-not-agreed', child && facts.consentAge !== 'below' && facts.childAgrees !== 'yes'],
    ['nobody-receives', child && facts.received !== 'yes'],
    ['not-best-interest', child && facts.bestInterest !== 'yes'],
  ]
  return hurdles.filter(([, stands]) => stands).map(([hurdle]) => hurdle)
}
