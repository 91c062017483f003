/**
 * What a measure may be counted by: named counts over what this instance holds, and none over what it does not know, such as
 * investigations. Each counts from the first day of the month of the promise to the end of the last whole month, or of the month
 * of the deadline where that is earlier (`aman.measured` in server/db/migrations).
 * - `screenings-completed`. `cases-opened`: people for whom a case was opened. `people-referred`: with at least one referral.
 * - `foreigners-helped`: citizens of another country who were placed in a shelter or whose referral ended in help.
 * - `shelter-stays`: stays that began. `reflection-certificates`: reflection periods with a certificate.
 */
export const INDICATORS = [
  'screenings-completed',
  'cases-opened',
  'people-referred',
  'foreigners-helped',
  'shelter-stays',
  'reflection-certificates',
] as const
export type Indicator = (typeof INDICATORS)[number]

/**
 * Below five a count tells about single people, and a lower target would tell of them by being reached. Everybody but a coordinator sees how
 * many fives are in a count; a target in whole fives is reached by these exactly where it is reached by the count.
 */
export const TARGET_STEP = 5

export const isTarget = (target: number): boolean => target >= TARGET_STEP && target % TARGET_STEP === 0

/**
 * How a target reads against a count. `count`: null for one to four.
 * As no target is below five, a hidden count is always below it, and saying so tells nothing more.
 */
export type Progress = { readonly reached: boolean; readonly count: number | null; readonly target: number }

export const progressOf = (count: number | null, target: number): Progress => ({
  reached: count !== null && count >= target,
  count,
  target,
})
