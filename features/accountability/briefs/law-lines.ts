import { offencesOf, penaltiesOver } from '#domain/law/crime.ts'
import type { Gap, OffenceGaps } from '#domain/law/gaps.ts'
import { reconciliationOn } from '#domain/law/reconciliation.ts'
import { inForce, noonOf } from '#domain/shared/dates.ts'
import { type LawAsk, type LawTold, lawsIn, tellLaw } from '#features/justice/law/tell-law.ts'
import type { Law } from '#knowledge/schema/law.ts'
import { type About, citeRule, isUnsure, lineOnRules, type T } from './asked.ts'
import { type Line, lineOf } from './source-book.ts'

/** What the law says on the day; without the articles where the Protocol was not in force yet and asked for nothing. */
export function lawTold({ house, facts, day, today }: About): LawTold | null {
  const told = tellLaw(house.knowledge, { country: facts.iso3, on: day, today })
  if (!told.ok) return null
  return { ...told.value, offences: told.value.offences.filter(each => each.gaps.length > 0) }
}

/** How much of the Protocol an article has. Its many paragraphs are one source: the article. */
export function offenceLine(about: About, { offence, gaps }: OffenceGaps): Line {
  const { t, book } = about
  const count = (result: string) => gaps.filter(each => each.result === result).length
  const rules = gaps.flatMap(each => each.standing ?? [])
  const text = t('briefs.offence', {
    offence: t(`law-gaps.against-${offence.against}`, { article: offence.article }),
    all: gaps.length,
    met: count('met'),
    partly: count('partly'),
    absent: count('not-met'),
    unknown: count('unknown'),
  })
  const acts = rules.map(({ cite }) =>
    book.cite({ text: `${cite.act}, art. ${offence.article}`, lang: 'en', href: cite.url }),
  )
  const [asked] = gaps
  const protocol = asked ? [book.cite({ text: asked.asked.cite.act, lang: 'en', href: asked.asked.cite.url })] : []
  return lineOf(text, [...acts, ...protocol], rules.some(isUnsure))
}

/** What is asked of consent or of children is said of them; the rest names itself. */
const elementText = (t: T, { element, group }: Gap) => {
  const name = t.coded('law-gaps.element', element)
  return group === 'consent' || group === 'child' ? `${t(`law-gaps.group-${group}`)}: ${name}` : name
}

function lackingLine(about: About, told: OffenceGaps): Line[] {
  const { t } = about
  const lacking = told.gaps.filter(each => each.result === 'partly' || each.result === 'not-met')
  if (lacking.length === 0) return []
  const elements = lacking.map(each => elementText(t, each)).join('; ')
  return [{ ...offenceLine(about, told), text: t('briefs.lacking', { elements }) }]
}

/** What the article threatens on the day, part by part, and what a reconciliation does for the first. */
function punishedLines(about: About, laws: readonly Law[], article: string): Line[] {
  const { t, day } = about
  const penalties = penaltiesOver(laws, article).filter(each => inForce(each, day))
  const [first] = penalties
  if (!first) return []
  const parts = penalties.map(({ value }) => `${value.part}: ${value.leastYears}–${value.mostYears}`).join('; ')
  const { part } = first.value
  const reconciled = reconciliationOn(laws, { offence: article, part }, day)
  return [
    lineOnRules(about, t('briefs.punished', { article, parts }), penalties.slice(0, 1)),
    ...(reconciled.ok
      ? [
          lineOnRules(
            about,
            t('briefs.reconciled', { article, part, release: t(`law-gaps.release-${reconciled.value.release}`) }),
            reconciled.value.because.slice(-1),
          ),
        ]
      : []),
  ]
}

/** The articles beside the Protocol, what they threaten, and what was asked for up to that year. */
export function lawLines(about: About): readonly Line[] {
  const { house, facts, year } = about
  const told = lawTold(about)
  const found = lawsIn(house.knowledge, facts.iso3)
  if (!told || !found.ok) return []
  const { laws } = found.value
  const articles = new Set(offencesOf(laws).map(each => each.article))
  return [
    ...told.offences.flatMap(each => [offenceLine(about, each), ...lackingLine(about, each)]),
    ...[...articles].flatMap(each => punishedLines(about, laws, each)),
    ...told.asks.filter(each => each.year <= year).map(each => askLine(about, each)),
  ]
}

/** What was asked for, and whether and since when the law gives it. */
function askLine(about: About, { text, document, result, since, because }: LawAsk): Line {
  const { t, book } = about
  const met = since === null ? t(`law-gaps.result-${result}`) : t('law-gaps.met-since', { day: t.day(noonOf(since)) })
  const asked = book.cite({ text: document[t.language] })
  const said = t('briefs.ask', { asked: text[t.language], result: met })
  return lineOf(said, [asked, ...because.map(each => citeRule(about, each))], because.some(isUnsure))
}
