import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy, type BusboyInstance } from '@fastify/busboy'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Arriving } from '#server/files/vault.ts'
import { readFields, type Typed } from './read-fields.ts'

/**
 * A form with a file. The file is its last field, and is read as it arrives, once whoever sends it is known. Whoever holds it
 * disposes of it, so that a file that nobody wants to read holds nothing up.
 */
export type UploadForm = { typed: Typed; file: (Arriving & Disposable) | null }

const MOST_PARTS = 40
const LIMITS = { parts: MOST_PARTS, fieldSize: 20_000, headerSize: 4_000, headerPairs: 20 }
/** All that comes around the file. The parser passes over what it does not know, and would do so without end. */
const MOST_AROUND = MOST_PARTS * (LIMITS.fieldSize + LIMITS.headerSize)

/**
 * Reads the fields of a multipart form up to its file, in bounded memory: the platform's own `formData()` holds a whole file twice.
 * What the parser cannot read is refused, not guessed at.
 */
export async function readUploadForm(request: Request): Promise<Result<UploadForm>> {
  const type = request.headers.get('content-type') ?? ''
  const boundary = /^multipart\/form-data\s*;\s*boundary="?([\w'()+,./:=?-]{1,70})"?\s*$/i.exec(type)?.[1]
  if (!boundary) return refuse('input.not-form')
  if (!request.body) return refuse('input.malformed')
  return readParts(Readable.from(unbroken(request.body)), parserFor(boundary))
}

/**
 * Left where reading stops, and never cancelled: the server drains the rest or closes the line once it has answered, and Node's own
 * body of a form throws where nobody can catch it when it is cancelled.
 */
function unbroken(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const iterator = body[Symbol.asyncIterator]()
  return { [Symbol.asyncIterator]: () => ({ next: () => iterator.next() }) }
}

const parserFor = (boundary: string): BusboyInstance =>
  new Busboy({
    headers: { 'content-type': `multipart/form-data; boundary="${boundary}"` },
    limits: LIMITS,
    isPartAFile: (_field, _type, fileName) => fileName !== undefined,
  })

/** Nobody has to listen: whatever goes wrong with one of these also ends the pipeline they are in. */
const heard = <T extends Readable | BusboyInstance>(stream: T): T => stream.on('error', () => {}) as T

function readParts(source: Readable, parser: BusboyInstance): Promise<Result<UploadForm>> {
  const { promise, resolve } = Promise.withResolvers<Result<UploadForm>>()
  const fields = new URLSearchParams()
  let file: Readable | null = null
  let around = 0
  const done = (arriving: UploadForm['file']) => {
    const typed = readFields(fields.toString())
    resolve(typed ? ok({ typed, file: arriving }) : refuse('input.too-large'))
  }
  const stop = (code: string) => {
    resolve(refuse(code))
    parser.destroy(new Error(code))
  }

  parser.on('field', (name, value, _nameCut, cut) => {
    // A field that comes after the file would be dropped unjudged.
    if (name === undefined || file) return stop('input.malformed')
    if (cut) return stop('input.too-large')
    fields.append(name, value)
  })
  parser.on('file', (name, stream, fileName) => {
    heard(stream)
    if (name === undefined || file) return stop('input.malformed')
    // An empty file field is one in which nothing was chosen.
    if (fileName === '') return void stream.resume()
    file = stream
    done(arrivingFile(stream, fileName, parser, whole))
  })
  parser.on('partsLimit', () => stop('input.too-large'))

  const whole = pipeline(heard(source), heard(parser))
  source.on('data', (chunk: Uint8Array) => {
    if (!file || file.readableEnded) around += chunk.length
    if (around > MOST_AROUND) stop('input.too-large')
  })
  whole.then(
    () => (fields.size > 0 ? done(null) : resolve(refuse('input.malformed'))),
    fault => {
      file?.destroy(fault)
      // Only the sender can break it off, and whoever left reads no answer.
      resolve(refuse('input.malformed'))
    },
  )
  return promise
}

/** Browsers write these three characters of a name so. */
const unescaped = (text: string) => text.replaceAll('%22', '"').replaceAll('%0D%0A', ' ')

function arrivingFile(stream: Readable, name: string, parser: BusboyInstance, whole: Promise<void>) {
  const letGo = () => {
    parser.destroy()
    stream.destroy()
  }
  async function* bytes(): AsyncGenerator<Uint8Array> {
    try {
      yield* stream
      // The file is whole once the form is.
      await whole
    } catch (cause) {
      throw new Error('broken off', { cause })
    } finally {
      letGo()
    }
  }
  return { name: unescaped(name), bytes: bytes(), [Symbol.dispose]: letGo }
}
