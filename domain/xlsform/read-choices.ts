import type { PublicLanguage } from '#knowledge/schema/words.ts'
import { ANSWER_NAMES, translated } from './columns.ts'
import { type NotCarried, shortened } from './report.ts'
import type { Line } from './table.ts'
import type { AnswerWords } from './xlsform-of.ts'

type AnswerName = keyof typeof ANSWER_NAMES

/**
 * `answers`: the lists that ask yes or no, with or without "not known".
 * `notCarriedIn`: what of the lists that questions used says more than our three answers.
 */
export type ReadChoices = {
  answers: ReadonlySet<string>
  notCarriedIn(used: ReadonlySet<string>): NotCarried[]
}

const SHEET = 'choices'
const ENGLISH: Record<AnswerName, readonly string[]> = {
  yes: ['yes'],
  no: ['no'],
  unknown: ['not known', 'unknown', "don't know", 'do not know'],
}

/** By its name, else by its English label: forms number their choices as they like. */
function answerOf({ cells }: Line): AnswerName | null {
  const name = (cells.get('name') ?? '').toLowerCase()
  const label = ([...cells].find(([column]) => /^label(::?(english.*|en))?$/i.test(column))?.[1] ?? '').toLowerCase()
  const names = Object.keys(ANSWER_NAMES) as AnswerName[]
  return (
    names.find(each => ENGLISH[each].includes(label)) ??
    names.find(each => (ANSWER_NAMES[each] as readonly string[]).includes(name)) ??
    null
  )
}

export function readChoices(
  lines: readonly Line[],
  defaultLanguage: PublicLanguage | null,
  words: AnswerWords,
): ReadChoices {
  const listOf = (line: Line) => line.cells.get('list_name') ?? ''
  const answers = new Set(
    [...new Set(lines.map(listOf))].flatMap(list => {
      const given = lines.filter(line => listOf(line) === list).map(answerOf)
      return given.includes('yes') && given.includes('no') && !given.includes(null) ? [list] : []
    }),
  )
  return {
    answers,
    notCarriedIn: used =>
      lines.flatMap(line => {
        const list = line.cells.get('list_name') ?? ''
        if (!used.has(list)) return [whole(line)]
        return said(line, defaultLanguage, words)
      }),
  }
}

const whole = (line: Line): NotCarried => ({
  sheet: SHEET,
  row: line.row,
  column: 'name',
  value: shortened(line.cells.get('name') ?? [...line.cells.values()][0] ?? ''),
  why: 'choice',
})

/** Our answers have their own words; a list's are named where they differ. */
function said(line: Line, defaultLanguage: PublicLanguage | null, words: AnswerWords): NotCarried[] {
  const answer = answerOf(line)
  return [...line.cells].flatMap(([column, text]): NotCarried[] => {
    if (column === 'list_name' || column === 'name') return []
    const label = translated(column, 'label', defaultLanguage)
    if (label?.language && answer && words[answer][label.language] === text) return []
    return [{ sheet: SHEET, row: line.row, column, value: shortened(text), why: label ? 'choice-words' : 'column' }]
  })
}
