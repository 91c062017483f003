import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { XlsformReport } from '#domain/xlsform/report.ts'
import type { PublicLanguage } from '#knowledge/schema/words.ts'
import type { House } from '#server/house.ts'
import { readOnly, type Take } from '#server/http/uploads.ts'
import { answerWords } from '#server/workbook/answer-words.ts'
import { readXlsform } from '#server/workbook/read-xlsform.ts'
import { LARGEST_FILE } from '#server/workbook/unpack.ts'
import type { ImportForm } from './record.ts'
import { signsIn } from './signs.ts'

/** A file as the draft of an instrument, and what of it is not part of the draft. */
export type ReadForm = { body: Record<string, unknown>; report: XlsformReport }

const LARGEST_JSON = 1_000_000

/** A form is read for what it says. The file itself is not kept. */
export const formFile = ({ language }: ImportForm): Take<ReadForm> =>
  readOnly(LARGEST_FILE, (house, bytes) => readForm(house, bytes, language ?? null))

/** A workbook begins as every zip does. */
const isZip = (bytes: Buffer) => bytes.subarray(0, 2).toString('latin1') === 'PK'

async function readForm(house: House, bytes: Buffer, language: PublicLanguage | null): Promise<Result<ReadForm>> {
  if (!isZip(bytes)) return readJson(bytes)
  const read = await readXlsform(bytes, answerWords(house.words), language)
  return read.ok ? ok({ body: read.value.draft, report: read.value.report }) : read
}

/** JSON is an instrument as it is: nothing is left out, and what is wrong with it is told as with every draft. */
function readJson(bytes: Buffer): Result<ReadForm> {
  if (bytes.length > LARGEST_JSON) return refuse('instrument.too-long')
  const body = parsed(bytes)
  if (!body) return refuse('instrument.not-a-form')
  return ok({ body, report: { carried: signsIn(body).length, notCarried: [], toDecide: [] } })
}

function parsed(bytes: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}
