import type { KeyObject } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rm, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isId } from '#domain/shared/ids.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { syncFolder } from '#server/keys/durable.ts'
import { newKey } from '#server/keys/seal.ts'
import { type MediaType, mediaOf } from './media.ts'
import { isPhoto, withoutMetadata } from './photo.ts'
import { openStream, sealStream } from './sealed-stream.ts'

/** A file that lies sealed in the vault and belongs to no row yet. */
export type Received = { id: string; name: string; type: MediaType; bytes: number; original: boolean; key: KeyObject }

export type Arriving = { name: string; bytes: AsyncIterable<Uint8Array> }

/** Files as ciphertext. Their names are ids; what a file is called and what it holds is known to the row that it belongs to. */
export type Vault = {
  readonly mostBytes: number
  /** Takes a file in, sealed from its first byte on, and returns once a power cut cannot take it. */
  receive(id: string, file: Arriving, original: boolean): Promise<Result<Received>>
  /** The file in clear, part by part. Throws before the first byte where it is not there. */
  read(id: string, key: KeyObject): Promise<ReadableStream<Uint8Array>>
  discard(id: string): Promise<void>
  /** Puts the file's own date back to the beginning of time, where the moment of its coming is nobody's to know. */
  undate(id: string): Promise<void>
  /** Removes what is older than `before` and belongs to no row; answers how many. */
  sweep(before: Date, kept: (ids: string[]) => Promise<string[]>): Promise<number>
}

const SNIFFED = 4100
const placeOf = (id: string) => `attachment|bytes|${id}`

export function openVault(folder: string, mostBytes: number): Vault {
  // The end of an id is chance, and spreads the files over 256 folders.
  const pathOf = (id: string) => join(folder, id.slice(-2), id)
  return {
    mostBytes,
    async receive(id, file, original) {
      const taken = await beginning(file.bytes)
      const type = await mediaOf(taken.first)
      if (taken.first.length === 0) return refuse('attachment.empty')
      if (!type) return refuse('attachment.type-not-allowed')
      const counted = counting(taken.all, mostBytes)
      const plain = original || !isPhoto(type) ? counted.bytes : withoutMetadata(counted.bytes, type)
      const measured = counting(plain, Number.POSITIVE_INFINITY)
      const key = newKey()
      try {
        await writeSealed(pathOf(id), sealStream(key, measured.bytes, placeOf(id)))
      } catch (fault) {
        await rm(pathOf(id), { force: true })
        if (counted.over()) return refuse('attachment.too-large')
        if (isOfSystem(fault)) throw fault
        const whole = counted.ended()
        return refuse(whole ? 'attachment.unreadable' : 'attachment.broken-off')
      }
      return ok({ id, name: file.name, type, bytes: measured.count(), original: original || !isPhoto(type), key })
    },
    async read(id, key) {
      await stat(pathOf(id))
      return flowing(openStream(key, createReadStream(pathOf(id)), placeOf(id)))
    },
    discard: id => rm(pathOf(id), { force: true }),
    undate: id => utimes(pathOf(id), 0, 0),
    sweep: (before, kept) => sweep(folder, before, kept),
  }
}

/** Nothing is opened before the first part is asked for. */
function flowing(parts: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await parts.next()
        if (next.done) controller.close()
        else controller.enqueue(next.value)
      },
      async cancel() {
        await parts.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}

const isOfSystem = (fault: unknown) => typeof (fault as NodeJS.ErrnoException)?.syscall === 'string'

/** Reads far enough to see what it is; `all` still gives every byte. */
async function beginning(bytes: AsyncIterable<Uint8Array>) {
  const iterator = bytes[Symbol.asyncIterator]()
  const held: Uint8Array[] = []
  let length = 0
  while (length < SNIFFED) {
    const next = await iterator.next().catch(() => ({ done: true as const, value: undefined }))
    if (next.done) break
    held.push(next.value)
    length += next.value.length
  }
  async function* all() {
    yield* held
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value
  }
  return { first: Buffer.concat(held), all: all() }
}

/** Counts what flows through, and breaks off where it is more than may come. */
function counting(source: AsyncIterable<Uint8Array>, most: number) {
  let count = 0
  let ended = false
  async function* flow() {
    for await (const each of source) {
      count += each.length
      if (count > most) throw new Error('too large')
      yield each
    }
    ended = true
  }
  return { bytes: flow(), count: () => count, over: () => count > most, ended: () => ended }
}

async function writeSealed(path: string, sealed: AsyncIterable<Buffer>): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const handle: FileHandle = await open(path, 'wx', 0o600)
  try {
    for await (const part of sealed) await handle.write(part)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await syncFolder(dirname(path))
}

async function sweep(folder: string, before: Date, kept: (ids: string[]) => Promise<string[]>): Promise<number> {
  let removed = 0
  for (const inner of await readdir(folder).catch(() => [])) {
    const old: string[] = []
    for (const name of await readdir(join(folder, inner)).catch(() => [])) {
      const found = isId(name) ? await stat(join(folder, inner, name)).catch(() => null) : null
      if (found && found.mtime < before) old.push(name)
    }
    const belonging = new Set(old.length > 0 ? await kept(old) : [])
    for (const each of old.filter(id => !belonging.has(id))) {
      await rm(join(folder, inner, each), { force: true })
      removed += 1
    }
  }
  return removed
}
