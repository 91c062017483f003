import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Arriving } from '#server/files/vault.ts'
import { readFields, type Typed } from './body.ts'

/** A form with a file. The file is its last field, and is read as it arrives, once whoever sends it is known. */
export type UploadForm = { typed: Typed; file: Arriving | null }

const MOST_HEAD = 4_000
const MOST_FIELD = 20_000
const MOST_PARTS = 40

type Source = {
  /** What stands before the mark, which is taken too; null where more than `most` bytes do, or it never comes. */
  until(mark: Buffer, most: number): Promise<Buffer | null>
  /** As `until`, in pieces; throws where the mark never comes. */
  flow(mark: Buffer): AsyncGenerator<Uint8Array>
}

function sourceOf(body: AsyncIterable<Uint8Array>): Source {
  const iterator = body[Symbol.asyncIterator]()
  // As if a line had ended before the first boundary, so that all boundaries look alike.
  let held = Buffer.from('\r\n')
  async function more(): Promise<boolean> {
    const next = await iterator.next()
    if (!next.done) held = Buffer.concat([held, next.value])
    return !next.done
  }
  return {
    async until(mark, most) {
      for (;;) {
        const at = held.indexOf(mark)
        if (at > most || (at < 0 && held.length > most + mark.length)) return null
        if (at >= 0) {
          const before = held.subarray(0, at)
          held = held.subarray(at + mark.length)
          return before
        }
        if (!(await more())) return null
      }
    },
    async *flow(mark) {
      for (;;) {
        const at = held.indexOf(mark)
        const sure = at >= 0 ? at : Math.max(0, held.length - mark.length + 1)
        if (sure > 0) yield held.subarray(0, sure)
        held = held.subarray(at >= 0 ? at + mark.length : sure)
        if (at >= 0) return
        if (!(await more())) throw new Error('broken off')
      }
    },
  }
}

const END = Buffer.from('\r\n\r\n')
const LINE = Buffer.from('\r\n')

/**
 * Reads the fields of a multipart form up to its file (RFC 7578, as browsers write it), in bounded memory: the platform's own
 * `formData()` holds a whole file twice. Anything that no form of ours sends is refused, not guessed at.
 */
export async function readUploadForm(request: Request): Promise<Result<UploadForm>> {
  const type = request.headers.get('content-type') ?? ''
  const boundary = /^multipart\/form-data\s*;\s*boundary="?([\w'()+,./:=?-]{1,70})"?\s*$/i.exec(type)?.[1]
  if (!boundary) return refuse('input.not-form')
  if (!request.body) return refuse('input.malformed')
  try {
    return await readParts(sourceOf(request.body), Buffer.from(`\r\n--${boundary}`))
  } catch {
    // Only the sender can break it off, and whoever left reads no answer.
    return refuse('input.malformed')
  }
}

async function readParts(source: Source, mark: Buffer): Promise<Result<UploadForm>> {
  const fields = new URLSearchParams()
  const done = (file: Arriving | null): Result<UploadForm> => {
    const typed = readFields(fields.toString())
    return typed ? ok({ typed, file }) : refuse('input.too-large')
  }
  if ((await source.until(mark, 0)) === null) return refuse('input.malformed')
  for (let parts = 0; parts < MOST_PARTS; parts++) {
    const rest = await source.until(LINE, 2)
    if (rest?.toString() === '--') return done(null)
    if (rest?.length !== 0) return refuse('input.malformed')
    const head = headOf(await source.until(END, MOST_HEAD))
    if (!head) return refuse('input.malformed')
    if (head.file) return done({ name: head.file, bytes: source.flow(mark) })
    const value = await source.until(mark, MOST_FIELD)
    if (!value) return refuse('input.too-large')
    // An empty file field is one in which nothing was chosen.
    if (head.file === undefined) fields.append(head.name, value.toString())
  }
  return refuse('input.too-large')
}

const unescaped = (text: string) => text.replaceAll('%22', '"').replaceAll(/%0D%0A/g, ' ')

function headOf(bytes: Buffer | null): { name: string; file?: string } | null {
  const line = /^content-disposition:\s*form-data;\s*name="([^"]*)"(?:;\s*filename="([^"]*)")?\s*$/im.exec(
    String(bytes ?? ''),
  )
  if (line?.[1] === undefined) return null
  return { name: line[1], ...(line[2] !== undefined && { file: unescaped(line[2]) }) }
}
