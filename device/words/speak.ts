import type { Language, Translate } from '#knowledge/schema/words.ts'
import { translateIn } from '#web/words/translate.ts'
import { type Phrase, say } from './phrase.ts'

/** One language's sentences, by key. */
export type Catalogue = Readonly<Record<string, Phrase>>

/** The words of a device in one language. A sentence that it does not carry is a fault of its making, found by the tests. */
export function speak(language: Language, timeZone: string, catalogue: Catalogue): Translate {
  const format: Parameters<typeof translateIn>[2]['format'] = (key, values) => {
    const phrase = catalogue[key]
    if (phrase === undefined) throw new Error(`no word for ${key} in ${language}`)
    return say(phrase, language, values)
  }
  return translateIn(language, timeZone, { has: key => catalogue[key] !== undefined, format })
}
