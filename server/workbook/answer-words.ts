import type { AnswerWords } from '#domain/xlsform/xlsform-of.ts'
import { PUBLIC_LANGUAGES, type WordKey } from '#knowledge/schema/words.ts'
import type { Words } from '#server/words.ts'

/** What the pages of a screening say for yes, no and not known, in every language. */
export function answerWords(words: Words): AnswerWords {
  const inEach = (key: WordKey) =>
    Object.fromEntries(PUBLIC_LANGUAGES.map(each => [each, words.in(each)(key)])) as AnswerWords['yes']
  return { yes: inEach('shell.yes'), no: inEach('shell.no'), unknown: inEach('shell.not-known') }
}
