import type { VNode } from 'preact'
import { countryNamed } from '#domain/shared/country-code.ts'
import { noonOf } from '#domain/shared/dates.ts'
import type { TierRow } from '#domain/tiers/history.ts'
import type { IfWatchList, Outlook } from '#domain/tiers/outlook.ts'
import type { Tier } from '#knowledge/schema/tiers.ts'
import type { PublicLanguage, Translate } from '#knowledge/schema/words.ts'
import type { House } from '#server/house.ts'
import type { PublicAnswer, PublicRequest } from '#server/http/public-route.ts'

export type Asked = PublicRequest<PublicLanguage>
export type T = Translate<PublicLanguage>

type Further = { status?: number; search?: string }

export const screen = ({ t }: Asked, body: VNode, further: Further = {}): PublicAnswer => ({
  kind: 'screen',
  title: t('tiers.tab'),
  body: <div class="read">{body}</div>,
  ...further,
})

export const hrefOf = ({ t }: Pick<Asked, 't'>, path: string) => `/${t.language}/tiers${path}`

/** The countries of the region: those of which more is known than their tiers. */
export const regionOf = ({ knowledge }: House): string[] =>
  knowledge.countryFacts.map(each => each.iso3).filter(iso3 => knowledge.tiers.rows.has(iso3))

export const nameOf = ({ house, t }: Pick<Asked, 'house' | 't'>, iso3: string) =>
  countryNamed(house.knowledge.countryCodes, t, iso3)

/** The list by its name: "Tier 2", "Watch List (Tier 2)". */
export const sayTier = (t: T, tier: Tier): string =>
  tier === '2WL' ? t('tiers.on-watch-list', { tier: '2' }) : t('tiers.on-tier', { tier })

/** "In the report of 2025: Tier 2." */
export const sayStood = (t: T, { year, tier }: Pick<TierRow, 'year' | 'tier'>): string =>
  t('tiers.stood', { year: String(year), list: sayTier(t, tier) })

/** Sources name days as programs write them. */
export const saySource = (t: T, source: string): string =>
  source.replaceAll(/\d{4}-\d{2}-\d{2}/g, day => t.day(noonOf(day)))

const MERIT = { '2WL': 'open', '2WL-by-waiver-or-3': 'by-waiver', '3': 'over' } as const satisfies Record<
  IfWatchList,
  string
>

/** What becomes of the Watch List in the next report, as the end of a word's key. */
export const watchListIn = ({ next }: Outlook) =>
  next.ifWatchListMerit === null ? ('unknown' as const) : MERIT[next.ifWatchListMerit]
