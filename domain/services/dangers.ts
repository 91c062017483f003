import type { RISKS } from '#domain/cases/case.ts'

/** What may harm the person. `on-return`: of being trafficked or harmed again where she would go back to. */
export const DANGERS = [
  'traffickers',
  'others',
  'self-harm',
  'health',
  'debt',
  'detention',
  'child-protection',
  'on-return',
] as const
export type Danger = (typeof DANGERS)[number]

/** `none`: asked, and no sign was found. `not-known`: not asked, or not to be judged yet; never read as none. */
export const DANGER_LEVELS = ['high', 'medium', 'low', 'none', 'not-known'] as const
export type DangerLevel = (typeof DANGER_LEVELS)[number]

/** What a level rests on, coded, so that a reviewer can follow it without the person's story. */
export const DANGER_REASONS = [
  'threats',
  'place-known',
  'family-threatened',
  'debt-claimed',
  'documents-withheld',
  'injury-or-illness',
  'thoughts-of-death',
  'no-legal-stay',
  'alone',
  'own-word',
] as const

export type DangerLevels = Partial<Record<Danger, DangerLevel>>
export type PlanRisk = (typeof RISKS)[number]

export const dangerIn = (levels: DangerLevels, danger: Danger): DangerLevel => levels[danger] ?? 'not-known'

/**
 * The risk of the whole plan: its highest danger. With anything unknown it is no lower than `not-assessed`, except that what is
 * high is high whatever else is unknown.
 */
export function planRisk(levels: DangerLevels): PlanRisk {
  const found = DANGERS.map(each => dangerIn(levels, each))
  if (found.includes('high')) return 'high'
  if (found.includes('not-known')) return 'not-assessed'
  return found.includes('medium') ? 'medium' : 'low'
}
