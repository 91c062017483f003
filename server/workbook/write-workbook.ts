import writeXlsxFile from 'write-excel-file/node'
import type { Workbook } from '#domain/xlsform/workbook.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to write them, and a workbook that holds one cannot be opened.
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** An .xlsx with every cell as text. */
export async function writeWorkbook({ sheets }: Workbook): Promise<Buffer> {
  const tabs = sheets.map(({ name, rows }) => ({
    sheet: name,
    data: rows.map(row =>
      row.map(text => (text === '' ? null : { value: text.replaceAll(UNWRITABLE, ''), type: String })),
    ),
  }))
  return await writeXlsxFile(tabs).toBuffer()
}
