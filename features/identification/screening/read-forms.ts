import { AGE_GROUPS } from '#domain/cases/case.ts'
import { ASKED_AT, LENGTHS } from '#domain/screening/choose.ts'
import { ANSWERS, type Answer } from '#domain/screening/score.ts'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import type { Problem } from '#server/http/problems.ts'
import type { Typed } from '#server/http/read-fields.ts'
import { ON_A_PAGE } from './asking.ts'
import type { BeginScreening, CompleteScreening, SaveDimension } from './record.ts'
import { KEEP } from './save-dimension.ts'

/*
 * What a form of the field app holds. The server reads the same forms with Zod, which is too heavy for an officer's phone;
 * read-forms.test.ts holds the two readings together on forms made by chance.
 */
export type Read<T> = { value: T; problems: readonly Problem[] }

// Overrides and isolates can make a name read as another one; control characters are no text.
const BAD = /[\p{Cc}\u202a-\u202e\u2066-\u2069\ufffe\uffff]/u
const clean = (text: string) => text.isWellFormed() && !BAD.test(text.replaceAll(/[\t\n]/g, ''))

/** Collects what is wrong while a form is read, so that all of it is told at once. */
export function reader(fields: Typed) {
  const problems: Problem[] = []
  const wrong = (at: string, why: string, max?: number) => void problems.push({ at, why, ...(max && { max }) })
  const known = new Set<string>()

  function text(name: string, max: number): string | undefined {
    known.add(name)
    const value = fields[name]
    if (value === undefined) return undefined
    if (typeof value !== 'string') return void wrong(name, 'wrong-type')
    return cleaned(name, value, max)
  }
  function cleaned(at: string, value: string, max: number): string | undefined {
    if (value.length > max) return void wrong(at, 'too-long', max)
    const tidy = value.trim().replaceAll('\r\n', '\n').normalize('NFC')
    return clean(tidy) ? tidy : void wrong(at, 'bad-text')
  }
  function code<T extends string>(name: string, values: readonly T[]): T | undefined {
    known.add(name)
    const value = fields[name]
    const found = values.find(each => each === value)
    if (!found && value !== undefined) wrong(name, 'not-allowed')
    return found
  }
  function matching(name: string, pattern: RegExp): string | undefined {
    known.add(name)
    const value = fields[name]
    if (typeof value === 'string' && pattern.test(value)) return value
    return value === undefined ? undefined : void wrong(name, typeof value === 'string' ? 'wrong-form' : 'wrong-type')
  }
  function required<T>(name: string, value: T | undefined): T | undefined {
    if (value === undefined && !problems.some(each => each.at === name)) wrong(name, 'required')
    return value
  }
  function record<T>(name: string, read: (at: string, value: string) => T | undefined): Record<string, T> {
    known.add(name)
    const value = fields[name] ?? {}
    if (typeof value !== 'object' || Array.isArray(value)) {
      wrong(name, 'wrong-type')
      return {}
    }
    const pairs = Object.entries(value).map(([key, each]) => {
      if (!QUESTION.test(key)) wrong(`${name}.${key}`, 'wrong-form')
      return [key, read(`${name}.${key}`, each)] as const
    })
    return Object.fromEntries(pairs.filter((pair): pair is readonly [string, T & {}] => pair[1] !== undefined))
  }
  const strangers = () => Object.keys(fields).filter(name => !known.has(name))
  return { problems, wrong, text, cleaned, code, matching, required, record, strangers }
}

const WHOLE = /^-?\d{1,15}$/
const MOST_VERSION = 2_147_483_646
const NUMBER = /^[1-9]\d{0,2}$/
const QUESTION = /^[a-z0-9_]{1,60}(\.[a-z0-9_]{1,60})?$/

function versionIn(form: ReturnType<typeof reader>): number {
  const digits = form.required('version', form.matching('version', WHOLE))
  const version = Number(digits ?? 1)
  if (version < 1) form.wrong('version', 'too-small')
  if (version > MOST_VERSION) form.wrong('version', 'too-large', MOST_VERSION)
  return version
}

export function readBegin(fields: Typed): Read<BeginScreening> {
  const form = reader(fields)
  const situation = form.required('situation', form.code('situation', ASKED_AT)) ?? 'border'
  const ageGroup = form.required('ageGroup', form.code('ageGroup', AGE_GROUPS)) ?? 'uncertain'
  const language = form.required('language', form.matching('language', /^[a-z]{2,3}$/)) ?? ''
  const [place, length] = [form.text('place', 80), form.code('length', LENGTHS)]
  const onPage = form.code('onPage', ON_A_PAGE)
  for (const each of form.strangers()) form.wrong(each, 'unknown-field')
  const value = {
    situation,
    ageGroup,
    language,
    ...(place !== undefined && { place }),
    ...(length && { length }),
    ...(onPage && { onPage }),
  }
  return { value, problems: form.problems }
}

export function readComplete(fields: Typed, params: Record<string, string>): Read<CompleteScreening> {
  const form = reader(fields)
  const version = versionIn(form)
  for (const each of form.strangers()) form.wrong(each, 'unknown-field')
  return { value: { screeningId: params.screeningId ?? '', version }, problems: form.problems }
}

const AFTER = [
  'continue',
  'stop',
  'hand',
  ...ON_A_PAGE,
  ...PUBLIC_LANGUAGES.map(each => `in-${each}` as const),
] as const
const MOST_NOTE = 500

export function readDimension(fields: Typed, params: Record<string, string>): Read<SaveDimension> {
  const form = reader(fields)
  const version = versionIn(form)
  const answers = form.record<Answer>('answers', (at, value) => {
    const found = ANSWERS.find(each => each === value)
    return found ?? void form.wrong(at, 'not-allowed')
  })
  const notes = form.record('notes', (at, value) => form.cleaned(at, value, MOST_NOTE))
  const [after = 'continue', spoken] = [form.code('after', AFTER), form.code('spoken', PUBLIC_LANGUAGES)]
  const from = form.code('from', ['check'] as const)
  const one = form.matching('one', NUMBER)
  const kept: Record<string, 'yours' | 'theirs'> = {}
  for (const each of form.strangers()) {
    const side = each.startsWith(KEEP) ? form.code(each, ['yours', 'theirs'] as const) : undefined
    if (side) kept[each] = side
    else if (!each.startsWith(KEEP)) form.wrong(each, 'unknown-field')
  }
  const { screeningId = '', dimension = '' } = params
  const value = {
    screeningId,
    dimension,
    version,
    answers,
    notes,
    after,
    ...(spoken && { spoken }),
    ...(from && { from }),
    ...(one !== undefined && { one }),
    ...kept,
  }
  return { value: value as SaveDimension, problems: form.problems }
}
