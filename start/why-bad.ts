import { quoted } from './printed.ts'

const WHY: Record<string, string> = {
  'file.not-found': 'is not there',
  'file.is-a-folder': 'is a folder',
  'file.not-readable': 'cannot be read',
  'file.too-large': 'is larger than 1 MB',
  'file.not-utf8': 'is not UTF-8 text',
  'file.not-json': 'is not JSON',
  'csv.broken': 'is not a table in CSV:',
  'csv.no-column': 'lacks the column',
  'csv.column-twice': 'has a column twice:',
  'csv.no-rows': 'has no rows below its head',
  'csv.no-value': 'lacks a value:',
  'csv.not-a-year': 'has a year that is none:',
  'csv.not-a-tier': 'has a tier that is not 1, 2, 2WL, 3 or SC:',
  'tiers.country-not-known': 'has a code that is no country’s by ISO 3166-1 alpha-3:',
  'tiers.year-without-report': 'has a year in which there was no report:',
  'tiers.row-twice': 'has a country and year twice:',
  'workbook.too-large': 'is larger than any form',
  'workbook.not-a-workbook': 'is no Excel workbook, or a damaged one',
  'workbook.locked': 'is locked with a password',
  'workbook.macros': 'holds macros',
  'workbook.outside': 'takes something from another file',
  'workbook.formula': 'holds a formula; save it with values only:',
  'workbook.broken-cell': 'has a cell that cannot be read:',
  'workbook.too-many-rows': 'has more than 5,000 rows on a sheet:',
  'workbook.too-many-columns': 'has more than 200 columns on a sheet:',
  'workbook.cell-too-long': 'has a cell that is longer than any question:',
  'workbook.busy': 'cannot be read now, others wait before it',
  'xlsform.too-much-left': 'holds more than 3,000 things that an instrument has no place for',
  'xlsform.no-sheet': 'has no sheet of the name',
  'xlsform.no-column': 'lacks a column that every XLSForm has:',
  'xlsform.column-twice': 'has a column twice:',
  'screening.answers-not-an-object': 'is not an object of answers',
  'screening.question-not-found': 'answers what the instrument does not ask:',
  'screening.answer-not-known': 'has an answer that is not yes, no or unknown:',
}

/** A refusal of a file or of what is in it, as the rest of a sentence. */
export function whyBad(code: string, detail?: unknown): string {
  const place = placeIn(detail)
  return place ? `${WHY[code] ?? code} ${quoted(place)}` : (WHY[code] ?? code)
}

const PLACE = ['line', 'key', 'sheet', 'column', 'cell'] as const

function placeIn(detail: unknown): string {
  if (typeof detail !== 'object' || detail === null) return ''
  const named = detail as Partial<Record<(typeof PLACE)[number], unknown>>
  return PLACE.flatMap(each => (typeof named[each] === 'string' ? [named[each]] : [])).join(' ')
}
