import { noonOf } from '#domain/shared/dates.ts'
import type { TierRow } from '#domain/tiers/history.ts'
import { type Outlook, outlookOf } from '#domain/tiers/outlook.ts'
import { sayStood, watchListIn } from '#features/accountability/tiers/asked.tsx'
import { countText, limitOf } from '#features/accountability/tiers/clock-words.ts'
import { type About, citeRule, isUnsure } from './asked.ts'
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
  return lineOf(
    text,
    rules.map(each => citeRule(about, each)),
    rules.some(isUnsure),
  )
}

/** On which list the report put it. Sources name days as programs write them. */
export function stoodLine({ t, book }: About, row: TierRow): Line {
  const text = row.source.replaceAll(/\d{4}-\d{2}-\d{2}/g, day => t.day(noonOf(day)))
  return lineOf(sayStood(t, row), [book.cite({ text, lang: 'en' })], row.basis === 'unverified')
}

function outlookIn({ house, facts }: About, rows: readonly TierRow[]): Outlook | null {
  const asOf = rows.at(-1)?.year ?? 0
  const found = outlookOf({ country: facts.iso3, asOf, rows }, house.knowledge.tiers.statutes)
  return found.ok ? found.value : null
}

/** How many years on the Watch List count now. */
export function clockLine(about: About): readonly Line[] {
  const rows = rowsOf(about)
  const stood = rows.at(-1)
  const outlook = outlookIn(about, rows)
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
  const outlook = outlookIn(about, rows)
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
