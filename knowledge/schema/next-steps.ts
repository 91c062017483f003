import { z } from 'zod'
import { Line, PublicText, Slug, Source, Status } from './fact.ts'
import { type Problem, problemsBy } from './problems.ts'

/**
 * What to do after a screening, in one country: `knowledge/instruments/<id>/next-steps/<iso3>.json`. It stands beside the
 * instrument's versions and not in them, since a number or a rule changes without a question changing.
 */

/** `call`: the id of a hotline in the country's profile; `rule`: of a rule in one of its laws, that the sentence follows from. */
const NextStep = z.strictObject({ text: PublicText, call: Slug.optional(), rule: Slug.optional() })
const Steps = z.array(NextStep).min(1, 'has no step').max(12, 'has more than 12 steps')

/** `ask-more`: a sign was seen that alone says too little; `never`: what not to do, whatever was found. */
export const NextSteps = z.strictObject({
  instrument: Slug,
  country: z.string().regex(/^[A-Z]{3}$/, 'is not a country by ISO 3166-1 alpha-3'),
  source: Source,
  status: Status,
  note: Line.optional(),
  steps: z.strictObject({
    'refer-now': Steps,
    refer: Steps,
    'ask-more': Steps,
    'labour-rights': Steps.optional(),
    advise: Steps,
    never: Steps,
  }),
})
export type NextSteps = z.output<typeof NextSteps>

export const nextStepsProblems = (value: unknown): Problem[] => problemsBy(NextSteps, value)
