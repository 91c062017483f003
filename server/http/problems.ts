import type { z } from 'zod'

/** One thing wrong with what came in: where, and a coded reason with a sentence in knowledge/words (`fields.<why>`). */
export type Problem = { at: string; why: string; max?: number }

const MOST = 20

/** Reads Zod's findings as coded reasons. Never repeats the value: it may be a person's data. */
export function problemsOf(error: z.ZodError): Problem[] {
  return error.issues.flatMap(issue => readIssue(issue as Issue, [])).slice(0, MOST)
}

/**
 * Text that PostgreSQL cannot hold, or only as other text, wherever it stands: fields of free text refuse it themselves, and this
 * keeps it from codes, filters and keys that were not thought of.
 */
export function unstorable(value: unknown, at = ''): Problem[] {
  if (typeof value === 'string')
    return value.isWellFormed() && !value.includes('\0') ? [] : [{ at: at.slice(0, 120), why: 'bad-text' }]
  if (typeof value !== 'object' || value === null) return []
  const inner = (key: string) => (at ? `${at}.${key}` : key)
  return Object.entries(value)
    .flatMap(([key, each]) => [...unstorable(key, inner('')), ...unstorable(each, inner(key))])
    .slice(0, MOST)
}

type Issue = {
  code: string
  path: PropertyKey[]
  input?: unknown
  keys?: string[]
  maximum?: number
  origin?: string
  params?: { why?: string }
  errors?: Issue[][]
}

function readIssue(issue: Issue, before: PropertyKey[]): Problem[] {
  const path = [...before, ...issue.path]
  const at = path.map(String).join('.').slice(0, 120)
  if (issue.code === 'unrecognized_keys') {
    return (issue.keys ?? [])
      .slice(0, MOST)
      .map(key => ({ at: [...path, key].join('.').slice(0, 120), why: 'unknown-field' }))
  }
  return [{ at, ...reasonOf(issue) }]
}

function reasonOf(issue: Issue): { why: string; max?: number } {
  switch (issue.code) {
    case 'too_big':
      return {
        why: issue.origin === 'string' ? 'too-long' : 'too-large',
        ...(issue.maximum !== undefined && { max: Number(issue.maximum) }),
      }
    case 'too_small':
      return { why: issue.origin === 'string' || issue.origin === 'array' ? 'required' : 'too-small' }
    case 'invalid_value':
      return { why: issue.input === undefined ? 'required' : 'not-allowed' }
    case 'invalid_type':
      return { why: issue.input === undefined ? 'required' : 'wrong-type' }
    case 'custom':
      return { why: issue.params?.why ?? 'not-allowed' }
    case 'invalid_union':
      return { why: issue.input === undefined ? 'required' : 'wrong-type' }
    case 'invalid_format':
      return { why: 'wrong-form' }
    default:
      return { why: 'not-allowed' }
  }
}
