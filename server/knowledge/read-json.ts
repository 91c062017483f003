import { createReadStream } from 'node:fs'
import { ok, type Result, refuse } from '#domain/shared/result.ts'

const MOST_BYTES = 1024 * 1024

/** Reads one JSON file of at most 1 MB. Refuses as {@link readText} does, and with `file.not-json`. */
export async function readJson(path: string): Promise<Result<unknown>> {
  const text = await readText(path)
  if (!text.ok) return text
  try {
    return ok(JSON.parse(text.value))
  } catch {
    return refuse('file.not-json')
  }
}

/**
 * Reads one file of text of at most 1 MB, without the mark that some programs set before it. It is read as a stream and cut off, so that a
 * device or a pipe without end is refused too. Refuses with `file.not-found`, `file.is-a-folder`, `file.not-readable`, `file.too-large` or
 * `file.not-utf8`.
 */
export async function readText(path: string): Promise<Result<string>> {
  const bytes = await readBounded(path, MOST_BYTES)
  if (!bytes.ok) return bytes
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes.value))
  } catch {
    return refuse('file.not-utf8')
  }
}

/** A file of at most some bytes; refuses with the first four codes of {@link readText}. */
export async function readBounded(path: string, most: number): Promise<Result<Buffer>> {
  if (path.includes('\0')) return refuse('file.not-found')
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const part of createReadStream(path)) {
      size += part.length
      if (size > most) return refuse('file.too-large')
      parts.push(part)
    }
  } catch (error) {
    return refuse(codeOf(error))
  }
  return ok(Buffer.concat(parts))
}

function codeOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'file.not-found'
  return code === 'EISDIR' ? 'file.is-a-folder' : 'file.not-readable'
}
