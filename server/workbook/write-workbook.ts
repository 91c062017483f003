import writeXlsxFile from 'write-excel-file/node'
import type { Workbook } from '#domain/xlsform/workbook.ts'

/** An .xlsx with every cell as text. */
export async function writeWorkbook({ sheets }: Workbook): Promise<Buffer> {
  const tabs = sheets.map(({ name, rows }) => ({
    sheet: name,
    data: rows.map(row => row.map(text => (text === '' ? null : { value: text, type: String }))),
  }))
  return await writeXlsxFile(tabs).toBuffer()
}
