import { type Ask, askOn } from '#domain/law/asks.ts'
import { offencesOf } from '#domain/law/crime.ts'
import { gapsOn, type OffenceGaps } from '#domain/law/gaps.ts'
import { countryCoded } from '#domain/shared/country-code.ts'
import type { Day } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { EveryText } from '#knowledge/schema/fact.ts'
import type { Law } from '#knowledge/schema/law.ts'
import type { Knowledge } from '#server/knowledge/load.ts'

type Known = Pick<Knowledge, 'countryCodes' | 'laws' | 'recommendations'>

/** The treaty that the law of a country is held against. */
export const STANDARD = 'palermo'

/** A recommendation that the law itself can be asked about. `year`: that of the document that asked. */
export type LawAsk = Ask & {
  readonly id: string
  readonly year: number
  readonly text: EveryText
  readonly document: EveryText
}

export type LawTold = {
  readonly country: string
  readonly on: Day
  readonly offences: readonly OffenceGaps[]
  readonly asks: readonly LawAsk[]
}

/** The laws of a country that say which crime trafficking is; refused with `law.not-found` where nobody has looked them up. */
export function lawsIn(
  { countryCodes, laws }: Known,
  country: string,
): Result<{ coded: string; laws: readonly Law[] }> {
  const coded = countryCoded(countryCodes, country)
  if (coded === undefined) return refuse('law.country-not-found')
  const own = laws.filter(each => each.jurisdiction === coded)
  return offencesOf(own).length > 0 ? ok({ coded, laws: own }) : refuse('law.not-found')
}

/** The law of a country beside the standard, and what was asked for, on a day that has come. */
export function tellLaw(
  known: Known,
  { country, on, today }: { country: string; on: Day; today: Day },
): Result<LawTold> {
  if (on > today) return refuse('law.day-to-come')
  const found = lawsIn(known, country)
  if (!found.ok) return found
  const { coded, laws } = found.value
  const standard = known.laws.find(each => each.id === STANDARD)
  return ok({
    country: coded,
    on,
    offences: standard ? gapsOn(standard, laws, on) : [],
    asks: asksOf(known, coded, laws, on),
  })
}

const asksOf = ({ recommendations }: Known, country: string, laws: readonly Law[], on: Day): LawAsk[] =>
  recommendations
    .filter(each => each.country === country)
    .flatMap(({ documents, recommendations: all }) =>
      all.flatMap(({ id, text, metBy, document }) => {
        const asked = documents.find(each => each.id === document)
        if (!metBy || !asked) return []
        return [{ id, text, year: asked.year, document: asked.name, ...askOn(metBy, laws, on) }]
      }),
    )
