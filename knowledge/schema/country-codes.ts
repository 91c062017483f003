import { z } from 'zod'
import { EveryText, Source, Status } from './fact.ts'
import { type Problem, problemsBy } from './problems.ts'

const Iso3 = z.string().regex(/^[A-Z]{3}$/, 'is not three capital letters')
const Iso2 = z.string().regex(/^[A-Z]{2}$/, 'is not two capital letters')

/**
 * `knowledge/standards/country-codes.json`.
 * - `codes`: ISO 3166-1 alpha-3 to alpha-2; names come from CLDR by the latter.
 * - `others`: codes that stand in data of the field and not in the standard, with the name that CLDR would get wrong. `also`: further
 *   codes for the same country.
 */
export const CountryCodes = z.strictObject({
  source: Source,
  status: Status,
  codes: z.record(Iso3, Iso2),
  others: z.array(z.strictObject({ iso3: Iso3, also: z.array(Iso3), name: EveryText })),
})
export type CountryCodes = z.output<typeof CountryCodes>

/** Everything that is wrong with the codes; empty means they may be used. */
export function countryCodesProblems(value: unknown): Problem[] {
  const parsed = CountryCodes.safeParse(value)
  if (!parsed.success) return problemsBy(CountryCodes, value)
  const { codes, others } = parsed.data
  const all = [...Object.keys(codes), ...others.flatMap(each => [each.iso3, ...each.also])]
  return all.flatMap((code, at) => (all.indexOf(code) < at ? [{ at: 'others', why: `has ${code} twice` }] : []))
}
