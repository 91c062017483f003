import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { isClean } from '#server/http/fields.ts'

const LONGEST = 500_000
const DEEPEST = 12
/** Every entry of every list and record: several times what the largest instrument and the longest report hold. */
const MOST_ENTRIES = 50_000

/** As it is kept, where the database can keep it and people can read it. */
export function keptText(value: unknown): Result<string> {
  const kept = judged(value, DEEPEST, { entries: MOST_ENTRIES })
  return kept.ok ? ok(JSON.stringify(value)) : kept
}

/** A draft's body, whether it is an instrument yet or not; its id is that of the instrument it becomes. */
export function draftText(body: Record<string, unknown>, instrument: string): Result<string> {
  const text = keptText({ ...body, id: instrument })
  return text.ok && text.value.length > LONGEST ? refuse('instrument.too-long') : text
}

function judged(value: unknown, levels: number, left: { entries: number }): Result<null> {
  if (typeof value === 'string') return isClean(value) ? ok(null) : refuse('instrument.not-text')
  if (typeof value !== 'object' || value === null) return ok(null)
  if (levels === 0) return refuse('instrument.too-deep')
  const entries = Object.entries(value)
  left.entries -= entries.length
  if (left.entries < 0) return refuse('instrument.too-long')
  for (const [name, each] of entries) {
    const kept = isClean(name) ? judged(each, levels - 1, left) : refuse('instrument.not-text')
    if (!kept.ok) return kept
  }
  return ok(null)
}
