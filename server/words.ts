import { readdir, readFile } from 'node:fs/promises'
import { IntlMessageFormat } from 'intl-messageformat'
import { PUBLIC_LANGUAGES, type PublicLanguage, type Translate, type WordValues } from '#knowledge/schema/words.ts'
import { translateIn } from '#web/words/translate.ts'

export type Words = {
  in<L extends PublicLanguage>(language: L): Translate<L>
  reviewed(language: PublicLanguage): boolean
}

const FOLDER = new URL('../knowledge/words/', import.meta.url)

type Spoken<L extends PublicLanguage> = { t: Translate<L>; reviewed: boolean }

/** Reads every catalogue once. A key that a language lacks is found by tests/checks/words.test.ts. */
export async function loadWords(timeZone: string): Promise<Words> {
  const english = await readCatalogue('en')
  async function speak<L extends PublicLanguage>(language: L): Promise<Spoken<L>> {
    // A sentence that nobody has translated is shown in English: a page in two languages helps more than none.
    const catalogue = new Map([...english, ...(await readCatalogue(language))])
    const status = JSON.parse(await readFile(new URL(`${language}/_status.json`, FOLDER), 'utf8'))
    const format = formatter(language, catalogue)
    const t = translateIn(language, timeZone, { has: key => catalogue.has(key), format })
    return { t, reviewed: status.reviewed === true }
  }
  const spoken = Object.fromEntries(
    await Promise.all(PUBLIC_LANGUAGES.map(async each => [each, await speak(each)] as const)),
  ) as { [L in PublicLanguage]: Spoken<L> }
  return { in: language => spoken[language].t, reviewed: language => spoken[language].reviewed }
}

async function readCatalogue(language: PublicLanguage): Promise<Map<string, string>> {
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

function formatter(language: PublicLanguage, catalogue: Map<string, string>) {
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
