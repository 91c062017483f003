import type { z } from 'zod'

/** Where a file is wrong, as a path ("dimensions[0].indicators[3].question.kk"; empty for the whole), and why. */
export type Problem = { at: string; why: string }

export function problemsBy(schema: z.ZodType, value: unknown): Problem[] {
  const parsed = schema.safeParse(value, { reportInput: true })
  if (parsed.success) return []
  return parsed.error.issues.map(issue => ({ at: pathText(issue.path), why: whyText(issue) }))
}

const whyText = (issue: z.core.$ZodIssue) =>
  issue.code !== 'unrecognized_keys' && issue.input === undefined ? 'is missing' : issue.message

const pathText = (path: readonly PropertyKey[]) =>
  path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`
    return text === '' ? String(step) : `${text}.${String(step)}`
  }, '')
