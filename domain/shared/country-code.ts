import type { CountryCodes } from '#knowledge/schema/country-codes.ts'
import type { PublicLanguage, Translate } from '#knowledge/schema/words.ts'

/** The alpha-3 code that a country stands under in our data, from any code of it in any letters; undefined for one that nobody knows. */
export function countryCoded({ codes, others }: CountryCodes, text: string): string | undefined {
  const code = text.toUpperCase()
  return Object.hasOwn(codes, code) ? code : others.find(each => each.iso3 === code || each.also.includes(code))?.iso3
}

/** The name of a country in a language, by its alpha-3 code. */
export function countryNamed({ codes, others }: CountryCodes, t: Translate<PublicLanguage>, iso3: string): string {
  const other = others.find(each => each.iso3 === iso3)
  return other ? other.name[t.language] : t.countryName(codes[iso3] ?? iso3)
}
