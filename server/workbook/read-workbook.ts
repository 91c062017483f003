import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Sheet, Workbook } from '#domain/xlsform/workbook.ts'
import { sharedStrings, sheetRows } from './sheet-rows.ts'
import { type Parts, unpack } from './unpack.ts'
import { walkXml } from './xml.ts'

type Named = { name: string; path: string }

const MOST_SHEETS = 200

/**
 * Reads an .xlsx from outside: text only, within bounds, and only the sheets that are asked for; of the others the name.
 * Refuses with the codes of `unpack` and `sheetRows`.
 */
export async function readWorkbook(bytes: Buffer, wanted: readonly string[]): Promise<Result<Workbook>> {
  const parts = await unpack(bytes)
  if (!parts.ok) return parts
  try {
    return readSheets(parts.value, wanted)
  } catch {
    return refuse('workbook.not-a-workbook')
  }
}

function readSheets(parts: Parts, wanted: readonly string[]): Result<Workbook> {
  const strings = sharedStrings(parts.get('xl/sharedStrings.xml') ?? '<sst/>')
  const sheets: Sheet[] = []
  const others: string[] = []
  const named = sheetsIn(parts)
  if (named.length > MOST_SHEETS) return refuse('workbook.too-large')
  // No program gives two sheets one name; a hostile file would have one part read again and again.
  if (new Set(named.map(each => each.name)).size < named.length) return refuse('workbook.not-a-workbook')
  for (const { name, path } of named) {
    const xml = parts.get(path)
    if (!wanted.includes(name) || xml === undefined) {
      others.push(name.slice(0, 60))
      continue
    }
    const rows = sheetRows(xml, strings, name)
    if (!rows.ok) return rows
    sheets.push({ name, rows: rows.value })
  }
  return ok({ sheets, others })
}

/** Which sheet lies in which part, in the order of the tabs. */
function sheetsIn(parts: Parts): Named[] {
  const paths = new Map<string, string>()
  walkXml(parts.get('xl/_rels/workbook.xml.rels') ?? '<Relationships/>', {
    open: (name, { Id = '', Target = '' }) => {
      if (name === 'Relationship') paths.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`)
    },
  })
  const sheets: Named[] = []
  walkXml(parts.get('xl/workbook.xml') ?? '<workbook/>', {
    open: (name, given) => {
      if (name === 'sheet') sheets.push({ name: given.name ?? '', path: paths.get(given['r:id'] ?? '') ?? '' })
    },
  })
  return sheets
}
