import type { Outlook } from '#domain/tiers/outlook.ts'
import type { Statute } from '#domain/tiers/statute.ts'
import type { T } from './asked.tsx'

/** `statute`: that of the next report. */
export type ClockAsked = { t: T; outlook: Outlook; statute: Statute }

/** Bound by the rule for those that have come back from Tier 3: before the years are over that others have, nothing else can end them. */
export function isReturned({ outlook, statute }: ClockAsked): boolean {
  const { ifWatchListMerit } = outlook.next
  return ifWatchListMerit === '3' && outlook.consecutiveWatchListYears < (statute.limit ?? 0)
}

/** How many years count, how many they may be where reports are not known, and how many of them were by waiver. */
export function countText({ t, outlook }: ClockAsked): string {
  const { gap, consecutiveWatchListYears: years, waiverYearsUsed } = outlook
  return [
    t('tiers.count', { years }),
    gap && t('tiers.count-gap', { year: String(gap.lastUnknownYear), most: gap.consecutiveWatchListYearsAtMost }),
    years > 0 && t('tiers.waived', { years: waiverYearsUsed }),
  ]
    .filter(Boolean)
    .join(' ')
}

/** What ends the years, and the rules that say so. */
export function limitOf(clock: ClockAsked): { text: string; rules: readonly string[] } {
  const { t, statute } = clock
  const { limit, returnLimit, waivers } = statute
  if (limit === null) return { text: t('tiers.not-yet', { tier: '3' }), rules: ['report-due'] }
  if (isReturned(clock))
    return {
      text: t('tiers.return', { tier: '3', years: returnLimit ?? 0 }),
      rules: ['return-limit', 'return-after-waiver'],
    }
  return {
    text: t('tiers.limit', { tier: '3', years: limit, waivers }),
    rules: ['watch-list-limit', 'watch-list-waiver'],
  }
}
