import { type Language, STAFF_LANGUAGES } from '#knowledge/schema/words.ts'

/** Of the languages of the pages, the one that a browser wishes first. */
export function languageOf(accept: string | null): Language {
  const wished = (accept ?? '')
    .toLowerCase()
    .split(',')
    .map(part => part.trim().slice(0, 2))
  return (
    STAFF_LANGUAGES.find(language => wished[0] === language) ??
    STAFF_LANGUAGES.find(each => wished.includes(each)) ??
    'en'
  )
}
