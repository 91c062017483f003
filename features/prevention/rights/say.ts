import type { RightAnswer } from '#domain/rights/rights.ts'
import type { Reason } from '#domain/rights/situation.ts'
import { noonOf } from '#domain/shared/dates.ts'
import type { Fact, Office, OwnRight, Rights } from '#knowledge/schema/rights.ts'
import type { T } from './asked.ts'

const WORDS: Record<Exclude<Fact, 'citizenship'>, string> = {
  foreigner: 'rights.foreigner',
  age: 'rights.age',
  profession: 'rights.profession',
  contract: 'rights.contract',
  permit: 'rights.permit',
  recognised: 'rights.recognised',
  happened: 'rights.happened',
  alsoHappened: 'rights.happened',
}

export const citizenshipIn = (t: T, code: string) =>
  code === 'other' ? t('rights.citizenship-other') : t.countryName(code)

/** "injury at work or illness from the work; Uzbekistan" */
export function sayReasons(t: T, reasons: readonly Reason[]): string {
  const each = reasons.map(({ fact, values }) =>
    values
      .map(value => (fact === 'citizenship' ? citizenshipIn(t, value) : t.coded(WORDS[fact], value)))
      .join(` ${t('rights.or')} `),
  )
  return each.join('; ')
}

/** "Labour Code …, article 113(3)", or the act alone where the article is not known. */
export function sayCite(t: T, { acts }: Rights, { act, article }: OwnRight['cite']): string {
  const title = acts.find(each => each.id === act)?.title[t.language] ?? act
  return article === null ? title : t('rights.source', { act: title, article })
}

/** Each act once with all its articles, for a letter. */
export function sayGrounds(t: T, rights: Rights, answers: readonly RightAnswer[]): string {
  const byAct = Map.groupBy(answers, each => each.right.cite.act)
  const acts = [...byAct].map(([act, list]) => {
    const articles = [...new Set(list.flatMap(({ right }) => right.cite.article ?? []))]
    return sayCite(t, rights, { act, article: articles.join(', ') || null })
  })
  return acts.join('; ')
}

export const urlOf = ({ acts }: Rights, { act }: OwnRight['cite']) => acts.find(each => each.id === act)?.url

/** The act and since when, for under a right; where it had ended, until when. */
export function saySource(t: T, rights: Rights, { right, stands }: RightAnswer): string {
  const cite = sayCite(t, rights, right.cite)
  const until = stands === 'no-longer' ? right.until : null
  const time = until
    ? t('rights.until', { day: t.day(noonOf(until)) })
    : t('rights.since', { day: t.day(noonOf(right.from)) })
  return `${cite}. ${time}`
}

/** What a reader must know before leaning on it. `today` is the day of reading, whatever day was asked about. */
export function cautionsOf(t: T, { readOn, checkBy }: Rights, right: OwnRight, today: string): string[] {
  return [
    ...(right.status === 'unverified' ? [t('rights.caution-content')] : []),
    ...(right.fromStatus === 'unverified' ? [t('rights.caution-start')] : []),
    ...(today > checkBy ? [t('rights.being-checked', { day: t.day(noonOf(readOn)) })] : []),
  ]
}

/** The offices that hers are asked at, in the file's order, each with the papers to bring there. */
export function officesOf({ offices, papers }: Rights, answers: readonly RightAnswer[], t: T) {
  return offices.flatMap((office): { office: Office; bring: string }[] => {
    const asked = answers.filter(({ right }) => right.ask.includes(office.id))
    if (asked.length === 0) return []
    const wanted = papers.filter(({ id }) => asked.some(({ right }) => right.bring.includes(id)))
    return [{ office, bring: wanted.map(each => each.text[t.language]).join('; ') }]
  })
}
