import { ok, type Refusal, type Result, refuse } from '#domain/shared/result.ts'
import { walkXml } from './xml.ts'

const MOST_ROWS = 5_000
const MOST_COLUMNS = 200
const LONGEST_CELL = 10_000
/** Of a sheet. Many cells may name one long string, so that a small file says much. */
const MOST_LETTERS = 5_000_000

/** Carries a refusal out of the walk: there is no other way to stop the parser. */
class Stop extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

const stop = (refusal: Refusal): never => {
  throw new Stop(refusal)
}

/** The strings that cells name by number. Rich text is read without its looks. */
export function sharedStrings(xml: string): string[] {
  const strings: string[] = []
  let inside = false
  let phonetic = false
  walkXml(xml, {
    open: name => {
      if (name === 'si') strings.push('')
      inside = name === 't'
      if (name === 'rPh') phonetic = true
    },
    text: text => {
      if (inside && !phonetic) strings.push((strings.pop() ?? '') + text)
    },
    close: name => {
      inside = false
      if (name === 'rPh') phonetic = false
    },
  })
  return strings
}

/** "AB12" as row and column, counted from 1. */
function placeOf(reference: string): { row: number; column: number } | null {
  const [, letters = '', digits = ''] = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(reference) ?? []
  if (!letters) return null
  return { row: Number(digits), column: [...letters].reduce((sum, each) => sum * 26 + each.charCodeAt(0) - 64, 0) }
}

type Cell = { at: string; row: number; column: number; type: string; text: string }

/**
 * The cells of a sheet as text, row by row; a row that is not there is empty.
 * Refuses with `workbook.formula` and `workbook.broken-cell` (with the cell), `workbook.too-many-rows`, `workbook.too-many-columns`,
 * `workbook.cell-too-long`, `workbook.too-large`, `workbook.not-a-workbook`; it stops at the first that it meets.
 */
export function sheetRows(xml: string, strings: readonly string[], sheet: string): Result<string[][]> {
  const rows: string[][] = []
  let cell: Cell | null = null
  let inside = false
  let letters = 0
  try {
    walkXml(xml, {
      open: (name, given) => {
        if (name === 'c') cell = cellAt(given, rows, sheet)
        if (name === 'f') stop(refuse('workbook.formula', { sheet, cell: cell?.at ?? '' }))
        inside = name === 'v' || name === 't'
      },
      text: text => {
        if (!cell || !inside) return
        cell.text += text
        if (cell.text.length > LONGEST_CELL) stop(refuse('workbook.cell-too-long', { sheet, cell: cell.at }))
      },
      close: name => {
        inside = false
        if (name !== 'c' || !cell) return
        const text = textOf(cell, strings, sheet)
        letters += text.length
        if (letters > MOST_LETTERS) stop(refuse('workbook.too-large'))
        put(rows, cell, text)
        cell = null
      },
    })
  } catch (error) {
    return error instanceof Stop ? error.refusal : refuse('workbook.not-a-workbook')
  }
  return ok(rows)
}

function cellAt({ r = '', t = 'n' }: Record<string, string>, rows: readonly string[][], sheet: string): Cell {
  // A cell without a reference follows the one before it; no program that we know writes a form so.
  const place = placeOf(r)
  if (!place) return stop(refuse('workbook.broken-cell', { sheet, cell: r.slice(0, 20) || `row ${rows.length}` }))
  if (place.row > MOST_ROWS) stop(refuse('workbook.too-many-rows', { sheet, most: MOST_ROWS }))
  if (place.column > MOST_COLUMNS) stop(refuse('workbook.too-many-columns', { sheet, most: MOST_COLUMNS }))
  return { at: r, ...place, type: t, text: '' }
}

function textOf({ type, text, at }: Cell, strings: readonly string[], sheet: string): string {
  if (type === 'e') return stop(refuse('workbook.broken-cell', { sheet, cell: at }))
  if (type === 's') {
    const shared = strings[Number(text)] ?? stop(refuse('workbook.broken-cell', { sheet, cell: at }))
    return shared.length > LONGEST_CELL ? stop(refuse('workbook.cell-too-long', { sheet, cell: at })) : shared
  }
  if (type === 'b') return text === '1' ? 'true' : 'false'
  return text
}

function put(rows: string[][], { row, column }: Cell, value: string): void {
  while (rows.length < row) rows.push([])
  const line = rows[row - 1] ?? []
  while (line.length < column) line.push('')
  line[column - 1] = value.replaceAll('\r\n', '\n').trim()
}
