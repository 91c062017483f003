import { type Corridor, corridorsOf } from '#domain/guides/corridors.ts'
import { rulesOn, type Stated } from '#domain/guides/rules-on.ts'
import { type Day, dayIn, isDay } from '#domain/shared/dates.ts'
import type { PublicLanguage, Translate } from '#knowledge/schema/words.ts'
import type { PublicRequest } from '#server/http/public-route.ts'

export type Asked = PublicRequest<PublicLanguage>

/** The day that a guide is read for: today unless the address names another. */
export type Reading = { on: Day; kind: 'today' | 'other-day' | 'no-such-day' }

export function readingOf({ house, query }: Asked): Reading {
  const today = dayIn(house.country.timeZone, house.clock())
  const { on = '' } = query
  if (on === '' || on === today) return { on: today, kind: 'today' }
  return isDay(on) ? { on, kind: 'other-day' } : { on: today, kind: 'no-such-day' }
}

export const corridorAsked = ({ house, params }: Asked): Corridor | undefined =>
  corridorsOf(house.knowledge.guides).find(each => each.slug === params.corridor)

export const statedOn = ({ house }: Asked, corridor: Corridor, { on }: Reading): Stated[] =>
  rulesOn(house.knowledge.guides, corridor, on)

export const searchOf = ({ kind, on }: Reading): string => (kind === 'other-day' ? `on=${on}` : '')

/** A page of the guides in the reader's language; another day than today goes along from page to page. */
export const hrefOf = ({ t }: Asked, path: string, reading: Reading): string =>
  `/${t.language}${path}${searchOf(reading) && `?${searchOf(reading)}`}`

export const endsOf = (t: Translate<PublicLanguage>, { slug }: Corridor): readonly [from: string, to: string] => {
  const [from = '', to = ''] = slug.split('-').map(each => t.coded('guides.country', each))
  return [from, to]
}

export const roadOf = (t: Translate<PublicLanguage>, corridor: Corridor): string => endsOf(t, corridor).join(' → ')
