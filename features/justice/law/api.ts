import { dayIn } from '#domain/shared/dates.ts'
import { ok } from '#domain/shared/result.ts'
import type { Rule } from '#knowledge/schema/law.ts'
import { type Tokenless, tokenless } from '#server/http/tokenless.ts'
import { AskLaw, LawOut } from './record.ts'
import { type LawTold, STANDARD, tellLaw } from './tell-law.ts'

/** What stands in the acts, and what follows from it: everybody's. */
export const lawApi: readonly Tokenless[] = [
  tokenless({
    method: 'get',
    path: '/api/v1/law/{country}/gaps',
    summary:
      'A country’s law of trafficking beside the Palermo Protocol, element by element, on a day (today unless on names another), and whether and since when it gives what the country was asked for',
    input: AskLaw,
    output: LawOut,
    refusals: ['law.country-not-found', 'law.not-found', 'law.day-to-come'],
    run: async ({ knowledge, country, clock }, { country: asked, on }) => {
      const today = dayIn(country.timeZone, clock())
      const told = tellLaw(knowledge, { country: asked, on: on ?? today, today })
      return told.ok ? ok(lawOut(told.value)) : told
    },
  }),
]

const ruleOut = ({ cite, source, status, from, fromSource, fromStatus, until, note }: Rule) => ({
  cite,
  source,
  status,
  from,
  fromSource,
  fromStatus,
  until,
  ...(note !== undefined && { note }),
})

const lawOut = ({ country, on, offences, asks }: LawTold): LawOut => ({
  country,
  on,
  standard: STANDARD,
  offences: offences.map(({ offence, gaps }) => ({
    ...offence,
    elements: gaps.map(({ element, group, result, asked, standing }) => ({
      element,
      group,
      result,
      where: standing?.value.where ?? null,
      asked: ruleOut(asked),
      rule: standing && ruleOut(standing),
    })),
  })),
  asks: asks.map(({ id, result, since, because }) => ({
    recommendation: id,
    result,
    since,
    rules: because.map(ruleOut),
  })),
})
