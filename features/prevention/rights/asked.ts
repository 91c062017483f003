import type { VNode } from 'preact'
import { datedRights, type RightAnswer, rightsOn } from '#domain/rights/rights.ts'
import { type Day, dayIn } from '#domain/shared/dates.ts'
import type { Rights } from '#knowledge/schema/rights.ts'
import type { PublicLanguage, Translate } from '#knowledge/schema/words.ts'
import type { House } from '#server/house.ts'
import type { PublicAnswer, PublicRequest } from '#server/http/public-route.ts'
import { dayOf } from '#web/components/form/date-field.tsx'
import { type AskLetter, situationOf } from './record.ts'

export type Asked = PublicRequest<PublicLanguage>
export type T = Translate<PublicLanguage>

export const hrefOf = ({ t }: Pick<Asked, 't'>, path: string) => `/${t.language}${path}`

/** The title tells a stranger nothing, and what holds a person's own answers is kept by no browser. */
export const screen = ({ t }: Asked, body: VNode, status = 200): PublicAnswer => ({
  kind: 'screen',
  title: t('rights.tab'),
  body,
  status,
  own: true,
})

export const todayIn = (house: House): Day => dayIn(house.country.timeZone, house.clock())

type TypedDay = Pick<AskLetter, 'on-day' | 'on-month' | 'on-year'>

/** The day that she asks about, today where she names none. */
export function dayAsked(house: House, typed: TypedDay): { day: Day } | { trouble: 'bad' | 'future' } {
  const today = todayIn(house)
  const day = dayOf({ day: typed['on-day'] ?? '', month: typed['on-month'] ?? '', year: typed['on-year'] ?? '' })
  if (day === undefined) return { trouble: 'bad' }
  return day > today ? { trouble: 'future' } : { day: day || today }
}

export const rightsIn = (house: House, country: string): Rights | undefined =>
  house.knowledge.rights.find(each => each.country === country)

export function answersIn(
  { knowledge }: House,
  rights: Rights,
  told: Parameters<typeof situationOf>[0],
  day: Day,
): RightAnswer[] {
  const profile = knowledge.countries.find(each => each.iso2 === rights.country)
  const laws = profile ? knowledge.lawsOf(profile) : []
  return rightsOn(day, situationOf(told), rights.country, datedRights(rights, laws))
}
