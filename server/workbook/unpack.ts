import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { ok, type Result, refuse } from '#domain/shared/result.ts'

/** What a form of a thousand questions in six languages needs, several times over. */
export const LARGEST_FILE = 5_000_000
const MOST_ENTRIES = 200
const LARGEST_ENTRY = 8_000_000
const LARGEST_ALL = 16_000_000

/** The parts of a workbook that hold words: text by path. Pictures, styles and themes are not even inflated. */
export type Parts = ReadonlyMap<string, string>

const WORDS = /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|worksheets\/[\w-]+\.xml)$/
const MACROS = /vbaProject/i
const OUTSIDE = /^xl\/(externalLinks|connections|queryTables|embeddings)/

/**
 * Opens the zip of an .xlsx within bounds that hold for what is really inflated, whatever the zip says of itself.
 * Refuses with `workbook.too-large`, `workbook.not-a-workbook`, `workbook.locked`, `workbook.macros`, `workbook.outside`.
 */
export async function unpack(bytes: Buffer): Promise<Result<Parts>> {
  if (bytes.length > LARGEST_FILE) return refuse('workbook.too-large')
  let zip: ZipFile
  try {
    zip = await yauzl.fromBufferPromise(bytes, { strictFileNames: true, validateEntrySizes: true })
  } catch {
    return refuse('workbook.not-a-workbook')
  }
  if (zip.entryCount > MOST_ENTRIES) return refuse('workbook.too-large')
  try {
    const parts = await inflate(zip)
    return parts.ok && !parts.value.has('xl/workbook.xml') ? refuse('workbook.not-a-workbook') : parts
  } catch {
    return refuse('workbook.not-a-workbook')
  }
}

async function inflate(zip: ZipFile): Promise<Result<Parts>> {
  const parts = new Map<string, string>()
  let left = LARGEST_ALL
  for await (const entry of zip.eachEntry()) {
    const { fileName } = entry
    if (MACROS.test(fileName)) return refuse('workbook.macros')
    if (OUTSIDE.test(fileName)) return refuse('workbook.outside')
    if (!WORDS.test(fileName)) continue
    if (entry.isEncrypted()) return refuse('workbook.locked')
    const text = await read(zip, entry, Math.min(left, LARGEST_ENTRY))
    if (text === null) return refuse('workbook.too-large')
    left -= text.length
    parts.set(fileName, text.toString('utf8'))
  }
  return ok(parts)
}

/** Stops at the bound, so that a bomb costs no more than the bound. */
async function read(zip: ZipFile, entry: Entry, most: number): Promise<Buffer | null> {
  if (entry.uncompressedSize > most) return null
  const stream = await zip.openReadStreamPromise(entry)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.length
    if (size > most) {
      stream.destroy()
      return null
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
