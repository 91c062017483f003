import type { TierRow } from '#domain/tiers/history.ts'
import { saySource, sayStood, watchListIn } from '#features/accountability/tiers/asked.tsx'
import { countText, limitOf } from '#features/accountability/tiers/clock-words.ts'
import { outlookAfter } from '#features/accountability/tiers/tell-tiers.ts'
import { type About, lineOnRules } from './asked.ts'
import { type Line, lineOf } from './source-book.ts'

/** What the reports up to that of the year put the country on; empty where that report is not known. */
export function rowsOf({ house, facts, year }: Pick<About, 'house' | 'facts' | 'year'>): readonly TierRow[] {
  const rows = house.knowledge.tiers.rows.get(facts.iso3)?.filter(each => each.year <= year) ?? []
  return rows.at(-1)?.year === year ? rows : []
}

/** What the law of the statute says by one of its rules. */
function lawLine(about: About, text: string, ids: readonly string[]): Line {
  const statute = about.house.knowledge.tiers.statutes.of(about.year + 1)
  const rules = ids.flatMap(id => statute.rule(id) ?? [])
  return lineOnRules(about, text, rules)
}

/** On which list the report put it. */
export const stoodLine = ({ t, book }: About, row: TierRow): Line =>
  lineOf(sayStood(t, row), [book.cite({ text: saySource(t, row.source), lang: 'en' })], row.basis === 'unverified')

/** How many years on the Watch List count now. */
export function clockLine(about: About): readonly Line[] {
  const rows = rowsOf(about)
  const stood = rows.at(-1)
  const outlook = outlookAfter(about.house.knowledge, about.facts.iso3, rows)
  if (!stood || !outlook) return []
  const statute = about.house.knowledge.tiers.statutes.of(outlook.next.year)
  const counted = lawLine(about, countText({ t: about.t, outlook, statute }), ['watch-list', 'watch-list-limit'])
  const lists = stoodLine(about, stood)
  return [lineOf(counted.text, [...lists.cites, ...counted.cites], counted.unsure || lists.unsure)]
}

/** The list, the years that count, what ends them, and what the next report may say. */
export function reportLines(about: About): readonly Line[] {
  const { t, house } = about
  const rows = rowsOf(about)
  const stood = rows.at(-1)
  const outlook = outlookAfter(about.house.knowledge, about.facts.iso3, rows)
  if (!stood || !outlook) return []
  const statute = house.knowledge.tiers.statutes.of(outlook.next.year)
  const clock = { t, outlook, statute }
  const limit = limitOf(clock)
  const always = t('tiers.always', { first: '1', second: '2', third: '3' })
  const merit = statute.watchList ? t(`tiers.merit-${watchListIn(outlook)}`, { tier: '3' }) : ''
  const next = t('briefs.next', { year: String(outlook.next.year), what: `${always} ${merit}`.trim() })
  return [
    stoodLine(about, stood),
    ...clockLine(about),
    lawLine(about, limit.text, limit.rules),
    lawLine(about, next, ['tier-1', 'tier-2', 'tier-3', 'watch-list', ...limit.rules]),
  ]
}
