import { z } from 'zod'
import { EveryText, Source, Status } from './fact.ts'
import { Cite } from './law.ts'
import { type Problem, problemsBy } from './problems.ts'
import { FIGURES } from './reports.ts'

/** How many criteria the statute names. */
export const CRITERIA = 12

/**
 * One of the criteria by which serious and sustained efforts are told.
 * - `name`: in two or three words. `asks`: what it asks for, in our own words.
 * - `figures`: the numbers that speak to it. `presumedUndone`: whoever is asked for these and gives none counts as having done nothing.
 */
const Criterion = z.strictObject({
  number: z.int().min(1).max(CRITERIA),
  name: EveryText,
  asks: EveryText,
  figures: z.array(z.enum(FIGURES)),
  presumedUndone: z.boolean(),
  cite: Cite,
})
export type Criterion = z.output<typeof Criterion>

/** `knowledge/standards/minimum-standards.json`: by what a year is judged. */
export const MinimumStandards = z.strictObject({
  source: Source,
  status: Status,
  criteria: z.array(Criterion).length(CRITERIA, 'does not hold twelve criteria'),
})
export type MinimumStandards = z.output<typeof MinimumStandards>

/** Everything that is wrong with the file of the standards; empty means it may be used. */
export function minimumStandardsProblems(value: unknown): Problem[] {
  const parsed = MinimumStandards.safeParse(value)
  if (!parsed.success) return problemsBy(MinimumStandards, value)
  const named = parsed.data.criteria.flatMap(each => each.figures)
  const strays = FIGURES.filter(figure => named.filter(each => each === figure).length !== 1)
  return [
    ...strays.map(figure => ({ at: 'criteria', why: `do not name ${figure} once` })),
    ...parsed.data.criteria.flatMap(misplaced),
  ]
}

function misplaced({ number, figures, presumedUndone }: Criterion, at: number): Problem[] {
  return [
    ...(number === at + 1 ? [] : [{ at: `criteria[${at}].number`, why: 'is out of its order' }]),
    ...(presumedUndone && figures.length === 0
      ? [{ at: `criteria[${at}].figures`, why: 'names none of which the lack could be noticed' }]
      : []),
  ]
}
