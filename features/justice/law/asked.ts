import type { VNode } from 'preact'
import { type Day, dayIn, isDay, noonOf } from '#domain/shared/dates.ts'
import type { Rule } from '#knowledge/schema/law.ts'
import type { PublicLanguage, Translate } from '#knowledge/schema/words.ts'
import type { PublicAnswer, PublicRequest } from '#server/http/public-route.ts'
import { dayOf } from '#web/components/form/date-field.tsx'

export type Asked = PublicRequest<PublicLanguage>
export type T = Translate<PublicLanguage>

export const hrefOf = ({ t }: Pick<Asked, 't'>, path: string) => `/${t.language}${path}`

export const dayText = (t: T, day: Day) => t.day(noonOf(day))

/** The title tells a stranger nothing. */
export const screen = ({ t }: Asked, body: VNode, status = 200, search?: string): PublicAnswer => ({
  kind: 'screen',
  title: t('law-gaps.tab'),
  body,
  status,
  ...(search !== undefined && { search }),
})

export const todayIn = ({ house }: Asked): Day => dayIn(house.country.timeZone, house.clock())

/** `typed`: from the boxes of the form, whose day gets an address of its own. */
export type DayAsked = { day: Day; typed: boolean } | { trouble: 'bad' | 'future' }

/** The day that an address names, in one word or in the boxes of the form; today where it names none. */
export function dayAsked(asked: Asked): DayAsked {
  const { query } = asked
  const today = todayIn(asked)
  const typed = dayOf({ day: query['on-day'] ?? '', month: query['on-month'] ?? '', year: query['on-year'] ?? '' })
  const day = typed === '' ? (query.on ?? today) : typed
  if (day === undefined || !isDay(day)) return { trouble: 'bad' }
  return day > today ? { trouble: 'future' } : { day, typed: 'on-day' in query }
}

/** What a reader must know before leaning on a rule. */
export const cautionsOf = (t: T, { status, fromStatus }: Rule): string[] => [
  ...(status === 'unverified' ? [t('law-gaps.unverified')] : []),
  ...(fromStatus === 'unverified' ? [t('law-gaps.day-unverified')] : []),
]
