import type { PublicLanguage, Translate, WordKey, WordValues } from '#knowledge/schema/words.ts'

/** What somebody typed may be no code at all; it is shown again as it was typed. */
function nameIn(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code
  } catch {
    return code
  }
}

/** One language's words: sentences by `format`, dates and names by the language's own rules. */
export function translateIn<L extends PublicLanguage>(
  language: L,
  timeZone: string,
  words: { has(key: string): boolean; format(key: string, values?: WordValues): string },
): Translate<L> {
  const instants = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const days = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone })
  const languages = new Intl.DisplayNames(language, { type: 'language' })
  const countries = new Intl.DisplayNames(language, { type: 'region' })
  return Object.assign((key: WordKey, values?: WordValues) => words.format(key, values), {
    language,
    coded: (prefix: string, value: string) =>
      words.has(`${prefix}-${value}`) ? words.format(`${prefix}-${value}`) : value,
    instant: (at: Date) => instants.format(at),
    day: (at: Date) => days.format(at),
    languageName: (code: string) => nameIn(languages, code),
    countryName: (code: string) => nameIn(countries, code),
  })
}
