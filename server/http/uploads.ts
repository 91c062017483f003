import { ok, type Refusal, type Result, refuse } from '#domain/shared/result.ts'
import type { Arriving, Received } from '#server/files/vault.ts'
import type { House } from '#server/house.ts'
import { readUploadForm, type UploadForm } from './multipart.ts'

/** What a verb is given besides its input when a file came with it. */
export type WithFile = { file: Received }

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
 * Takes a file in, and runs the verb that makes it part of a record. Where the verb refuses or fails, or had run before, nothing
 * stays of the file; where the program is cut off in between, the next sweep removes it.
 */
export async function withFile<T extends { id: string }>(
  house: House,
  arriving: Arriving,
  original: boolean,
  run: (file: Received) => Promise<Result<T>>,
): Promise<Result<T>> {
  const received = await house.vault.receive(house.newId(), arriving, original)
  if (!received.ok) return received satisfies Refusal
  let kept = false
  try {
    const result = await run(received.value)
    kept = result.ok && result.value.id === received.value.id
    return result
  } finally {
    if (!kept) await house.vault.discard(received.value.id)
  }
}
