import { Worker } from 'node:worker_threads'
import { type Result, refuse } from '#domain/shared/result.ts'
import type { XlsformDraft } from '#domain/xlsform/instrument-from-xlsform.ts'
import type { XlsformReport } from '#domain/xlsform/report.ts'
import type { AnswerWords } from '#domain/xlsform/xlsform-of.ts'
import type { PublicLanguage } from '#knowledge/schema/words.ts'

export type ReadXlsform = { draft: XlsformDraft; report: XlsformReport }

const THREAD = new URL('./xlsform-thread.ts', import.meta.url)
/** Several times what the largest form takes. */
const LONGEST_MS = 10_000
const MOST_MEGABYTES = 256

/** Each of them is held in memory while it waits. */
const MOST_WAITING = 8

let before: Promise<unknown> = Promise.resolve()
let waiting = 0

/**
 * Reads an .xlsx from outside as an XLSForm, in a thread of its own: the worst file that the bounds let through takes about half a
 * second to be read, in which nobody else would be answered. One at a time, so that many at once take no more than one thread.
 * Refuses with the codes of `readWorkbook` and `instrumentFromXlsform`, and with `workbook.busy` where too many wait already.
 */
export async function readXlsform(
  bytes: Buffer,
  words: AnswerWords,
  unnamed: PublicLanguage | null = null,
): Promise<Result<ReadXlsform>> {
  if (waiting >= MOST_WAITING) return refuse('workbook.busy')
  waiting += 1
  const read = before
    .then(() => inThread({ bytes, words, unnamed }))
    .finally(() => {
      waiting -= 1
    })
  before = read.catch(() => {})
  return read
}

type Given = { bytes: Buffer; words: AnswerWords; unnamed: PublicLanguage | null }

function inThread(workerData: Given): Promise<Result<ReadXlsform>> {
  const { promise, resolve, reject } = Promise.withResolvers<Result<ReadXlsform>>()
  const thread = new Worker(THREAD, {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
  })
  const tooLong = setTimeout(() => resolve(refuse('workbook.too-large')), LONGEST_MS)
  thread.once('message', resolve)
  thread.once('error', (fault: NodeJS.ErrnoException) =>
    fault.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve(refuse('workbook.too-large')) : reject(fault),
  )
  thread.once('exit', () => reject(new Error('the thread ended without an answer')))
  return promise.finally(async () => {
    clearTimeout(tooLong)
    await thread.terminate()
  })
}
