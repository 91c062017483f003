import type { WordKey, WordValues } from '#knowledge/schema/words.ts'
import type { Visit } from './page.ts'

type Stored = { [name: string]: string | readonly string[] | null | undefined }

/** What a form shows: what was typed before what is stored, and what is wrong, in the reader's words. */
export type FormView = {
  value(name: string): string | undefined
  values(name: string): string[]
  ticked(name: string): boolean
  /** One entry of a record field, such as `entry('answers', 'exploitation.low_no_salary')`. */
  entry(name: string, key: string): string | undefined
  error(name: string): string | undefined
  /** For ErrorSummary: nothing when all is well. `at` is the id of the field. */
  errors: { at?: string; text: string }[]
  problemTitle: string
}

/** Reads a visit for a form. `stored` is what the record holds now; typed words win, so that nothing has to be typed twice. */
export function formView(visit: Visit, stored: Stored = {}): FormView {
  const { typed, problems, refusal, t } = visit
  const shown: Stored = Object.keys(typed).length > 0 || problems.length > 0 ? (typed as Stored) : stored
  const sentence = (why: string, max?: number) => t(`fields.${why}` as WordKey, max === undefined ? {} : { max })
  const errors = problems.map(({ at, why, max }) => ({ ...placeOf(at, why), text: sentence(why, max) }))
  const refused = refusal
    ? [{ text: t(`refusals.${refusal.code.replaceAll('.', '-')}` as WordKey, namedIn(refusal.detail)) }]
    : []
  return {
    value: name => (typeof shown[name] === 'string' ? shown[name] : undefined),
    values: name => listOf(shown[name]),
    ticked: name => shown[name] === 'on' || shown[name] === 'true',
    entry: (name, key) => {
      const record: unknown = shown[name]
      const found = record && typeof record === 'object' ? (record as Record<string, unknown>)[key] : undefined
      return typeof found === 'string' ? found : undefined
    },
    error: name => errors.find(({ at }) => at === name || at?.startsWith(`${name}.`))?.text,
    errors: [...refused, ...errors],
    problemTitle: t('shell.problems', { count: errors.length + refused.length }),
  }
}

/** What a refusal says of its place or its bound, for the words that name it. */
const namedIn = (detail: unknown): WordValues =>
  Object.fromEntries(Object.entries(detail ?? {}).filter(([, value]) => ['string', 'number'].includes(typeof value)))

/** The field that a line leads to: of a list's entry the list; none where the form has no such field. */
const placeOf = (at: string, why: string) => (why === 'unknown-field' ? {} : { at: at.replace(/\.\d+$/, '') })

function listOf(value: string | readonly string[] | null | undefined): string[] {
  if (Array.isArray(value)) return [...value]
  return typeof value === 'string' ? [value] : []
}
