import { z } from 'zod'
import { Line, Slug, Source, Status } from './fact.ts'
import { type Problem, problemsBy } from './problems.ts'

/** What is read to a person is written in more languages than the pages of the staff. */
export const FORM_LANGUAGES = ['en', 'ru', 'kk', 'uz-Latn', 'ky', 'tg'] as const
export type FormLanguage = (typeof FORM_LANGUAGES)[number]

/** One text in each language that a person may be asked in: plain spoken words, no legal terms. */
const inEachLanguage = <T extends z.ZodType>(of: T) =>
  z.strictObject({ en: of, ru: of, kk: of, 'uz-Latn': of, ky: of, tg: of })
const Spoken = inEachLanguage(Line)
export type Spoken = z.output<typeof Spoken>

const Said = z.strictObject({ id: Slug, say: Spoken })

/**
 * One purpose is one question.
 * - `question`, `say`: read aloud. `neutral`: the purpose on a paper or page that others may see.
 * - `depths`: how much may be agreed to for it, the least first.
 */
const AskedPurpose = z.strictObject({
  id: Slug,
  question: Spoken,
  say: Spoken,
  neutral: Spoken,
  depths: z.array(Slug).min(1, 'names no depth'),
})

/**
 * The form of consent: `knowledge/consent/<version>.json`. A version is never edited once a consent was recorded by it; a new
 * wording is the next version, so that it stays known what was read to the person.
 * - `reviewed`: whether a native speaker who knows the field has read the language.
 * - `depths`: what a recipient learns, as it is said. `explained`: what is said before the answer counts. `closing`: said at the end.
 * - `slip`: the paper that betrays nothing. `copy`: the words around a copy that tells everything.
 */
export const ConsentForm = z.strictObject({
  version: z.int().min(1).max(9999),
  source: Source,
  status: Status,
  reviewed: inEachLanguage(z.boolean()),
  purposes: z.array(AskedPurpose).min(1, 'asks nothing'),
  depths: z.array(Said),
  explained: z.array(Said),
  closing: z.array(Said).min(1, 'closes with nothing'),
  answers: z.strictObject({ yes: Spoken, no: Spoken }),
  slip: z.strictObject({
    heading: Spoken,
    number: Spoken,
    day: Spoken,
    phone: Spoken,
    page: Spoken,
    use: Spoken,
    usePage: Spoken,
  }),
  copy: z.strictObject({
    heading: Spoken,
    question: Spoken,
    answer: Spoken,
    spokenForYou: Spoken,
    who: Spoken,
    onlyUs: Spoken,
    what: Spoken,
    until: Spoken,
    day: Spoken,
    number: Spoken,
  }),
})
export type ConsentForm = z.output<typeof ConsentForm>

/** Everything that is wrong with a form; empty means it may be read to somebody. */
export function consentFormProblems(value: unknown): Problem[] {
  const parsed = ConsentForm.safeParse(value)
  if (!parsed.success) return problemsBy(ConsentForm, value)
  const { purposes, depths } = parsed.data
  const known = depths.map(each => each.id)
  return purposes.flatMap(({ depths: offered }, p) =>
    offered.flatMap((depth, d) =>
      known.includes(depth) ? [] : [{ at: `purposes[${p}].depths[${d}]`, why: 'is said nowhere' }],
    ),
  )
}

/** The form's language for a plain code: "uz" is read in Latin letters. */
export const formLanguageFor = (language: string | undefined): FormLanguage | undefined =>
  FORM_LANGUAGES.find(each => each === language || each.split('-')[0] === language)
