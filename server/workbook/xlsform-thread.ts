import { parentPort, workerData } from 'node:worker_threads'
import { instrumentFromXlsform, XLSFORM_SHEETS } from '#domain/xlsform/instrument-from-xlsform.ts'
import type { AnswerWords } from '#domain/xlsform/xlsform-of.ts'
import type { PublicLanguage } from '#knowledge/schema/words.ts'
import { readWorkbook } from './read-workbook.ts'

/*
 * Runs in a thread of its own, and answers once: read-xlsform.ts.
 */
type Given = { bytes: Uint8Array; words: AnswerWords; unnamed: PublicLanguage | null }
const { bytes, words, unnamed } = workerData as Given
const workbook = await readWorkbook(Buffer.from(bytes), XLSFORM_SHEETS)
parentPort?.postMessage(workbook.ok ? instrumentFromXlsform(workbook.value, words, unnamed) : workbook)
