import type { CountryCodes } from '#knowledge/schema/country-codes.ts'

/** The alpha-3 code that a country stands under in our data, from any code of it in any letters; undefined for one that nobody knows. */
export function countryCoded({ codes, others }: CountryCodes, text: string): string | undefined {
  const code = text.toUpperCase()
  return Object.hasOwn(codes, code) ? code : others.find(each => each.iso3 === code || each.also.includes(code))?.iso3
}
