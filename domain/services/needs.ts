/** Where a person may need support; the order is that of the form and of the picture. */
export const NEEDS = [
  'safety',
  'housing',
  'health',
  'psychological',
  'legal',
  'documents',
  'income',
  'education',
  'family',
  'language',
] as const
export type Need = (typeof NEEDS)[number]

/** `not-known` is a level of its own: what was not asked is neither met nor absent. */
export const NEED_LEVELS = ['acute', 'present', 'met', 'not-known'] as const
export type NeedLevel = (typeof NEED_LEVELS)[number]

export type NeedLevels = Partial<Record<Need, NeedLevel>>

/** The level of each need; what an assessment leaves out is not known. */
export const needIn = (levels: NeedLevels, need: Need): NeedLevel => levels[need] ?? 'not-known'

/** The needs as they are worked on: acute before present, then those that nobody asked about, then those that are met. */
export function byUrgency(levels: NeedLevels): Need[] {
  const rank: Record<NeedLevel, number> = { acute: 0, present: 1, 'not-known': 2, met: 3 }
  return NEEDS.toSorted((a, b) => rank[needIn(levels, a)] - rank[needIn(levels, b)])
}
