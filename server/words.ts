import { readdir, readFile } from 'node:fs/promises'
import { IntlMessageFormat } from 'intl-messageformat'
import {
  type Language,
  STAFF_LANGUAGES,
  type Translate,
  type WordKey,
  type WordValues,
} from '#knowledge/schema/words.ts'

export type Words = { in(language: Language): Translate; reviewed(language: Language): boolean }

const FOLDER = new URL('../knowledge/words/', import.meta.url)

/** Reads every catalogue once. A key that a language lacks is found by tests/checks/words.test.ts. */
export async function loadWords(timeZone: string): Promise<Words> {
  const translates = new Map<Language, Translate>()
  const reviewed = new Map<Language, boolean>()
  const english = await readCatalogue('en')
  for (const language of STAFF_LANGUAGES) {
    // A sentence that nobody has translated is shown in English: a page in two languages helps more than none.
    const catalogue = new Map([...english, ...(await readCatalogue(language))])
    translates.set(language, translateIn(language, timeZone, catalogue))
    const status = JSON.parse(await readFile(new URL(`${language}/_status.json`, FOLDER), 'utf8'))
    reviewed.set(language, status.reviewed === true)
  }
  return {
    in: language => {
      const found = translates.get(language)
      if (!found) throw new Error(`no words in ${language}`)
      return found
    },
    reviewed: language => reviewed.get(language) ?? false,
  }
}

async function readCatalogue(language: Language): Promise<Map<string, string>> {
  const catalogue = new Map<string, string>()
  const folder = new URL(`${language}/`, FOLDER)
  for (const name of (await readdir(folder)).filter(file => file.endsWith('.json') && !file.startsWith('_'))) {
    const words: Record<string, string> = JSON.parse(await readFile(new URL(name, folder), 'utf8'))
    for (const [key, text] of Object.entries(words)) catalogue.set(`${name.slice(0, -5)}.${key}`, text)
  }
  return catalogue
}

const plain = (text: string) => !/[{}'<]/.test(text)

/** A date ends in a stop of its own in some languages (2026 г.); before the stop of the sentence it goes without. */
function withOneStop(text: string, values: WordValues = {}): WordValues {
  const oneStop = ([name, value]: [string, WordValues[string]]): [string, WordValues[string]] => {
    const doubled = typeof value === 'string' && value.endsWith('.') && text.includes(`{${name}}.`)
    return [name, doubled ? value.slice(0, -1) : value]
  }
  return Object.fromEntries(Object.entries(values).map(oneStop))
}

function formatter(language: Language, catalogue: Map<string, string>) {
  const formats = new Map<string, IntlMessageFormat>()
  return (key: string, values?: WordValues): string => {
    const text = catalogue.get(key)
    if (text === undefined) throw new Error(`no word for ${key} in ${language}`)
    if (plain(text)) return text
    let format = formats.get(key)
    if (!format) {
      format = new IntlMessageFormat(text, language, undefined, { ignoreTag: true })
      formats.set(key, format)
    }
    return String(format.format(withOneStop(text, values)))
  }
}

/** What somebody typed may be no code at all; it is shown again as it was typed. */
function nameIn(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code
  } catch {
    return code
  }
}

function translateIn(language: Language, timeZone: string, catalogue: Map<string, string>): Translate {
  const format = formatter(language, catalogue)
  const instants = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const days = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone })
  const languages = new Intl.DisplayNames(language, { type: 'language' })
  const countries = new Intl.DisplayNames(language, { type: 'region' })
  return Object.assign((key: WordKey, values?: WordValues) => format(key, values), {
    language,
    coded: (prefix: string, value: string) =>
      catalogue.has(`${prefix}-${value}`) ? format(`${prefix}-${value}`) : value,
    instant: (at: Date) => instants.format(at),
    day: (at: Date) => days.format(at),
    languageName: (code: string) => nameIn(languages, code),
    countryName: (code: string) => nameIn(countries, code),
  })
}
