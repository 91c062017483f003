import type { Language, Translate } from '#knowledge/schema/words.ts'
import { translateIn } from '#web/words/translate.ts'
import { type Phrase, say } from './phrase.ts'

/** One language's sentences, by key, and beside them what languages and countries are called in it. */
export type Catalogue = Readonly<Record<string, Phrase>>

export const languageKey = (code: string) => `names.language-${code}`
export const countryKey = (code: string) => `names.country-${code}`

/** The words of a device in one language. A sentence that it does not carry is a fault of its making, found by the tests. */
export function speak(language: Language, timeZone: string, catalogue: Catalogue): Translate {
  const format: Parameters<typeof translateIn>[2]['format'] = (key, values) => {
    const phrase = catalogue[key]
    if (phrase === undefined) throw new Error(`no word for ${key} in ${language}`)
    return say(phrase, language, values)
  }
  const t = translateIn(language, timeZone, { has: key => catalogue[key] !== undefined, format })
  const { languageName, countryName } = t
  const carried = (key: string) => (typeof catalogue[key] === 'string' ? catalogue[key] : undefined)
  return Object.assign(t, {
    languageName: (code: string) => carried(languageKey(code)) ?? languageName(code),
    countryName: (code: string) => carried(countryKey(code)) ?? countryName(code),
    ...(knowsMonths(language) ? {} : inFigures(timeZone)),
  })
}

/** Chromium takes Kazakh for a language that it knows, and has no names of months in it: "2026 M11 26". */
const knowsMonths = (language: Language) =>
  !/\d/.test(new Intl.DateTimeFormat(language, { month: 'long' }).format(new Date(0)))

/** As days are written where their months have no names: 26.11.2026 is the same day in Russian and in Kazakh. */
function inFigures(timeZone: string): Pick<Translate, 'instant' | 'day'> {
  const day = { day: '2-digit', month: '2-digit', year: 'numeric', timeZone } as const
  const days = new Intl.DateTimeFormat('ru', day)
  const instants = new Intl.DateTimeFormat('ru', { ...day, hour: '2-digit', minute: '2-digit' })
  return { day: at => days.format(at), instant: at => instants.format(at) }
}
