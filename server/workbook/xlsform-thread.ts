import { parentPort, workerData } from 'node:worker_threads'
import { instrumentFromXlsform, XLSFORM_SHEETS } from '#domain/xlsform/instrument-from-xlsform.ts'
import type { AnswerWords } from '#domain/xlsform/xlsform-of.ts'
import { readWorkbook } from './read-workbook.ts'

/*
 * Runs in a thread of its own, and answers once: read-xlsform.ts.
 */
const { bytes, words } = workerData as { bytes: Uint8Array; words: AnswerWords }
const workbook = await readWorkbook(Buffer.from(bytes), XLSFORM_SHEETS)
parentPort?.postMessage(workbook.ok ? instrumentFromXlsform(workbook.value, words) : workbook)
