import type { Day } from '#domain/shared/dates.ts'
import type { Happening } from '#knowledge/schema/rights.ts'
import type { Situation } from '../situation.ts'

/*
 * Situations and days, with what the sources say of each. Written from the sources and not from the data: a row that fails means that
 * one of the two misreads the law. The people are invented.
 */

/** `gives`, `may`, `notYet`: ids that stand so, among others. `never`: ids that are not named at all. */
export type Row = {
  readonly who: string
  readonly on: Day
  readonly situation: Situation
  readonly gives?: readonly string[]
  readonly may?: readonly string[]
  readonly notYet?: readonly string[]
  readonly never?: readonly string[]
  readonly cite: string
}

const NOTHING: Record<Happening, boolean> = {
  injury: false,
  illness: false,
  unpaid: false,
  dismissed: false,
  'papers-taken': false,
  forced: false,
  diploma: false,
  detained: false,
  pregnant: false,
}

/** An adult with a contract and a permit, recognised as nothing, to whom only this happened. */
export function person(
  citizenship: Situation['citizenship'],
  happened: readonly Happening[],
  more: Partial<Situation> = {},
): Situation {
  return {
    citizenship,
    age: 'adult',
    profession: 'other',
    contract: 'yes',
    permit: 'yes',
    recognised: 'no',
    happened: { ...NOTHING, ...Object.fromEntries(happened.map(each => [each, true])) },
    ...more,
  }
}

export const TODAY = '2026-11-26'
