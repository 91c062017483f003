import { rowsByCountry } from '#domain/tiers/history.ts'
import { judgeAll } from '#domain/tiers/judge.ts'
import { outlookOf } from '#domain/tiers/outlook.ts'
import type { Listed } from '#domain/tiers/standing.ts'
import { statutesOf } from '#domain/tiers/statute.ts'
import lawFile from '#knowledge/law/usa-tvpa.json' with { type: 'json' }
import type { Law } from '#knowledge/schema/law.ts'
import type { TierHistory } from '#knowledge/schema/tiers.ts'
import historyFile from '#knowledge/tiers/history.json' with { type: 'json' }

export const law = lawFile as unknown as Law
export const history = historyFile as TierHistory
export const rows = rowsByCountry(history)
export const statutes = statutesOf(law)

export const outlook = (country: string, asOf: number, by = statutes) => {
  const found = outlookOf({ country, asOf, rows: rows.get(country) ?? [] }, by)
  return found.ok ? found.value : found
}

/** "2009 2WL 2WL 3" as rows of consecutive years; "-" is a year that nobody knows. */
export const sequence = (text: string) => {
  const [first, ...tiers] = text.split(' ')
  return tiers.flatMap((tier, at) => (tier === '-' ? [] : [{ year: Number(first) + at, tier: tier as Listed }]))
}
export const reasons = (text: string) =>
  judgeAll(sequence(text), statutes).judged.map(each => (each.consistent ? each.reason : `${each.reason}!`))
