import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Arriving, Received } from '#server/files/vault.ts'
import type { House } from '#server/house.ts'
import { readUploadForm, type UploadForm } from './multipart.ts'

/** How a file that comes with a form is taken: the verb runs with what was made of it. */
export type Take<F> = (
  house: House,
  arriving: Arriving,
  run: (file: F) => Promise<Result<unknown>>,
) => Promise<Result<unknown>>

/** What a verb is given besides its input when a file came with it. */
export type WithFile<F = Received> = { file: F }

/** Beside the file itself: the boundaries, the other fields and the head of the file's part. */
const AROUND = 100_000

/**
 * Reads a form up to its file. What announces more than may come is refused before any of it is read. What comes in the usual form
 * of the door brings no file, and is judged as such.
 */
export async function uploadOf(
  house: House,
  request: Request,
  withoutFile: (request: Request) => Promise<Result<object>>,
): Promise<Result<UploadForm>> {
  if (!/^multipart\//i.test(request.headers.get('content-type') ?? '')) {
    const form = await withoutFile(request)
    return form.ok ? ok({ typed: { ...form.value }, file: null }) : form
  }
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > house.vault.mostBytes + AROUND) return refuse('attachment.too-large')
  return readUploadForm(request)
}

/**
 * Takes a file into the vault, and runs the verb that makes it part of a record. Where the verb refuses or fails, or had run before,
 * nothing stays of the file; where the program is cut off in between, the next sweep removes it.
 * @param original whether it is kept byte for byte.
 */
export const kept =
  (original: boolean): Take<Received> =>
  async (house, arriving, run) => {
    const received = await house.vault.receive(house.newId(), arriving, original)
    if (!received.ok) return received
    let partOfRecord = false
    try {
      const result = await run(received.value)
      partOfRecord = result.ok && (result.value as { id?: unknown }).id === received.value.id
      return result
    } finally {
      if (!partOfRecord) await house.vault.discard(received.value.id)
    }
  }

/** Reads a file in memory, up to a bound, for what it says; the file itself is kept nowhere. It is read before the transaction begins. */
export const readOnly =
  <F>(mostBytes: number, read: (house: House, bytes: Buffer) => Promise<Result<F>>): Take<F> =>
  async (house, arriving, run) => {
    const bytes = await inMemory(arriving, mostBytes)
    const said = bytes.ok ? await read(house, bytes.value) : bytes
    return said.ok ? run(said.value) : said
  }

async function inMemory({ bytes }: Arriving, mostBytes: number): Promise<Result<Buffer>> {
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for await (const part of bytes) {
      size += part.length
      if (size > mostBytes) return refuse('attachment.too-large')
      parts.push(part)
    }
  } catch {
    // Only the sender can break it off.
    return refuse('attachment.broken-off')
  }
  return size === 0 ? refuse('attachment.empty') : ok(Buffer.concat(parts))
}
