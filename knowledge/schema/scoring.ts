import { z } from 'zod'

/**
 * How answers become a next step; domain/screening/score.ts holds the rules.
 * - `ilo-delphi`: the six dimensions of the ILO/EC list and their combination.
 * - `any-strong`: a single strong sign means refer.
 * - `count`: by how many signs were answered yes, from `refer` and from `referNow` on.
 */
const threshold = z.int('is not a whole number').min(1, 'is less than 1').max(500, 'is more than 500')
export const Scoring = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ilo-delphi') }),
  z.strictObject({ kind: z.literal('any-strong') }),
  z.strictObject({ kind: z.literal('count'), refer: threshold, referNow: threshold }),
])
export type Scoring = z.output<typeof Scoring>
