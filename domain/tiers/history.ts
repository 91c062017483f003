import type { Basis, Tier, TierHistory } from '#knowledge/schema/tiers.ts'

/** The list on which one report put a country. `year`: that of the report. `source`: one line, as it is cited. */
export type TierRow = { readonly year: number; readonly tier: Tier; readonly basis: Basis; readonly source: string }

/** Every country's rows by alpha-3 code, the oldest first. A year that is missing is unknown, or the country stood on no list. */
export function rowsByCountry({ sources, countries }: TierHistory): Map<string, readonly TierRow[]> {
  const texts = new Map(sources.map(each => [each.id, each.text]))
  return new Map(
    Object.entries(countries).map(([iso3, spans]) => [
      iso3,
      spans.flatMap(({ from, tiers, basis, sources: ids }) => {
        const source = ids.map(id => texts.get(id) ?? id).join('; ')
        return tiers.split(' ').map((tier, at) => ({ year: from + at, tier: tier as Tier, basis, source }))
      }),
    ]),
  )
}
