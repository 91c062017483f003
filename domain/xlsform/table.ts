import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { shortened } from './report.ts'
import type { Sheet, Workbook } from './workbook.ts'

/** One row of a sheet by the names of its columns; cells that are empty are left out. */
export type Line = { row: number; cells: ReadonlyMap<string, string> }

/**
 * A sheet as lines under the names of its first row.
 * Refuses with `xlsform.no-sheet`, `xlsform.no-column`, `xlsform.column-twice`; the detail names the sheet and the column.
 */
export function tableOf(workbook: Workbook, name: string, needed: readonly string[]): Result<Line[]> {
  const sheet = workbook.sheets.find(each => each.name === name)
  if (!sheet) return refuse('xlsform.no-sheet', { sheet: name })
  const header = (sheet.rows[0] ?? []).map(columnName)
  const missing = needed.find(each => !header.includes(each))
  if (missing !== undefined) return refuse('xlsform.no-column', { sheet: name, column: missing })
  const twice = header.find((each, at) => each !== '' && header.indexOf(each) < at)
  if (twice !== undefined) return refuse('xlsform.column-twice', { sheet: name, column: twice.slice(0, 60) })
  return ok(linesOf(sheet, header))
}

function linesOf({ rows }: Sheet, header: readonly string[]): Line[] {
  return rows.slice(1).flatMap((cells, at) => {
    const named = cells.flatMap((text, index): [string, string][] =>
      text === '' ? [] : [[header[index] || `column ${index + 1}`, text]],
    )
    return named.length === 0 ? [] : [{ row: at + 2, cells: new Map(named) }]
  })
}

/**
 * "Label :: English (en)" is the same column as "label::English (en)"; only the part before the language is lowered. Every line of the
 * report may name it, so it is short.
 */
function columnName(text: string): string {
  const [head = '', ...rest] = text.split('::').map(each => each.trim())
  return shortened([head.toLowerCase().replaceAll(' ', '_'), ...rest].join('::'))
}
