import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { readFields, type Typed } from './read-fields.ts'

const MOST_BYTES = 1_000_000

/** Reads at most 1 MB. HTTP holds a body to the length that it announced; one that announces none is counted as it arrives. */
export async function readBody(request: Request): Promise<Result<Uint8Array>> {
  const announced = request.headers.get('content-length')
  if (Number(announced ?? 0) > MOST_BYTES) return refuse('input.too-large')
  try {
    const body = announced === null ? await countedBody(request) : new Uint8Array(await request.arrayBuffer())
    return body && body.length <= MOST_BYTES ? ok(body) : refuse('input.too-large')
  } catch {
    // Only the sender can break it off, and whoever left reads no answer.
    return refuse('input.malformed')
  }
}

async function countedBody(request: Request): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of request.body ?? []) {
    length += part.length
    if (length > MOST_BYTES) return null
    parts.push(part)
  }
  return Buffer.concat(parts)
}

export async function readJson(request: Request): Promise<Result<Record<string, unknown>>> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type)) return refuse('input.not-json')
  const body = await readBody(request)
  if (!body.ok) return body
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body.value))
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse('input.malformed')
    return ok(value as Record<string, unknown>)
  } catch {
    return refuse('input.malformed')
  }
}

/** Null where it is not a form, or holds more fields than any page of ours has. */
export async function readForm(request: Request): Promise<Result<Typed>> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) return refuse('input.not-form')
  const body = await readBody(request)
  if (!body.ok) return body
  const typed = readFields(new TextDecoder().decode(body.value))
  return typed ? ok(typed) : refuse('input.too-large')
}
