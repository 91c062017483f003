import { type Refusal, refuse } from '#domain/shared/result.ts'

export const PIN_LENGTH = { least: 6, most: 64 } as const

/** Two keyboards may write one letter in two ways. */
export const pinOf = (typed: string): string => typed.normalize('NFKC')

/** Why this cannot be a PIN; null where it can. Ten tries are enough for those that everybody would try first. */
export function pinRefused(typed: string): Refusal | null {
  const signs = [...pinOf(typed)]
  if (signs.length < PIN_LENGTH.least || signs.length > PIN_LENGTH.most) return refuse('vault.pin-length')
  return new Set(signs).size < 3 || isRun(signs) || isRepeated(signs) ? refuse('vault.pin-simple') : null
}

/** 123456, 987654, abcdef. */
function isRun(signs: readonly string[]): boolean {
  const points = signs.map(sign => sign.codePointAt(0) ?? 0)
  const steps = points.slice(1).map((point, at) => point - (points[at] ?? 0))
  return steps.every(step => step === steps[0] && Math.abs(step) === 1)
}

/** 123123, 121212. */
function isRepeated(signs: readonly string[]): boolean {
  const text = signs.join('')
  return [2, 3].some(
    length =>
      text ===
      text
        .slice(0, length)
        .repeat(Math.ceil(text.length / length))
        .slice(0, text.length),
  )
}
