import type { Guide, GuideRule, GuideSource, Topic } from '#knowledge/schema/guide.ts'
import { type Day, daysBetween, inForce } from '../shared/dates.ts'

/**
 * What a reader must know before leaning on a rule: nobody has read its source again in time, nobody has checked it at all,
 * or the day on which it began, not long ago, is not certain.
 */
export type Caution = 'being-checked' | 'unverified' | 'start-uncertain'

/** A rule as it stands on a day, with where it comes from. Without cautions it is current. */
export type Stated = { rule: GuideRule; source: GuideSource; cautions: readonly Caution[] }

/** Whose road it is, and where to: null where the law of the destination is not written down. */
export type Journey = { citizen: string; destination: string | null }

/** Within so many days of its beginning it matters whether that day is certain. */
const STILL_NEW = 366

/** The rules in force on a day for a citizen of one country in another, those of the destination before those that hold everywhere. */
export function rulesOn(guides: readonly Guide[], { citizen, destination }: Journey, on: Day): Stated[] {
  const own = guides.filter(each => each.destination !== null && each.destination === destination)
  const everywhere = guides.filter(each => each.destination === null)
  return [...own, ...everywhere].flatMap(({ rules, sources }) =>
    rules
      .filter(rule => inForce(rule, on) && (rule.citizens?.includes(citizen) ?? true))
      .flatMap(rule => {
        const source = sources.find(each => each.id === rule.cite.of)
        return source ? [{ rule, source, cautions: cautionsOf(rule, on) }] : []
      }),
  )
}

function cautionsOf({ reviewBy, status, from, fromStatus }: GuideRule, on: Day): Caution[] {
  const startCounts = fromStatus === 'unverified' && daysBetween(from, on) < STILL_NEW
  return [
    ...(reviewBy < on ? (['being-checked'] as const) : []),
    ...(status === 'unverified' ? (['unverified'] as const) : []),
    ...(startCounts ? (['start-uncertain'] as const) : []),
  ]
}

/** Of some topics those on which nothing is known for that day. */
export const unknownOf = (topics: readonly Topic[], stated: readonly Stated[]): Topic[] =>
  topics.filter(topic => !stated.some(each => each.rule.topic === topic))
