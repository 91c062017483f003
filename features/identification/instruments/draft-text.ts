import { ok, type Result, refuse } from '#domain/shared/result.ts'

const LONGEST = 500_000
const DEEPEST = 12
/** PostgreSQL keeps none of the first as text; the others make a question read as another one. */
const UNKEPT = /\\u(00[01][0-9a-f]|d[89a-f][0-9a-f]{2})|[\u202a-\u202e\u2066-\u2069]/i

/** As it is kept, where the database can keep it. */
export function keptText(value: unknown): Result<string> {
  if (deeper(value, DEEPEST)) return refuse('instrument.too-deep')
  const text = JSON.stringify(value)
  return UNKEPT.test(text) ? refuse('instrument.not-text') : ok(text)
}

/** A draft's body, whether it is an instrument yet or not; its id is that of the instrument it becomes. */
export function draftText(body: Record<string, unknown>, instrument: string): Result<string> {
  const text = keptText({ ...body, id: instrument })
  return text.ok && text.value.length > LONGEST ? refuse('instrument.too-long') : text
}

function deeper(value: unknown, than: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return than === 0 || Object.values(value).some(each => deeper(each, than - 1))
}
