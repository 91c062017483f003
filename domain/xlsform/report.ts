/** Why something of a form is not part of the instrument. A closed set, so that each has a sentence in every language. */
export const NOT_CARRIED = [
  'question-type',
  'other-choices',
  'repeat',
  'in-repeat',
  'nested-group',
  'note',
  'condition',
  'constraint',
  'required',
  'calculation',
  'media',
  'recording',
  'hint',
  'column',
  'language',
  'no-language',
  'choice',
  'choice-words',
  'setting',
  'sheet',
  'name',
] as const
export type NotCarriedWhy = (typeof NOT_CARRIED)[number]

/** `row`: counted from 1, as the program that shows the sheet counts; `value`: what stands there, shortened. */
export type NotCarried = { sheet: string; row: number; column: string; value: string; why: NotCarriedWhy }

/** What a form does not say and nobody may guess. `at`: the place in the instrument. */
export const TO_DECIDE = [
  'age',
  'scoring',
  'situations',
  'source',
  'status',
  'licence',
  'weight',
  'title',
  'description',
] as const
export type ToDecideWhat = (typeof TO_DECIDE)[number]
export type ToDecide = { at: string; what: ToDecideWhat }

/** `carried`: how many questions became signs of the instrument. */
export type XlsformReport = { carried: number; notCarried: readonly NotCarried[]; toDecide: readonly ToDecide[] }

const LONGEST_SHOWN = 120

export const shortened = (value: string): string =>
  value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN - 1)}…` : value
