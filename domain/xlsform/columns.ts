import type { PublicLanguage } from '#knowledge/schema/words.ts'

/** How XLSForm names the languages: the name as it calls itself, and the code. */
export const LANGUAGE_NAMES: Record<PublicLanguage, string> = {
  en: 'English (en)',
  ru: 'Русский (ru)',
  kk: 'Қазақша (kk)',
  uz: 'Oʻzbekcha (uz)',
  ky: 'Кыргызча (ky)',
  tg: 'Тоҷикӣ (tg)',
}
export const LANGUAGES = Object.keys(LANGUAGE_NAMES) as PublicLanguage[]

/** What yes, no and not known are called in a choice list, by the words that forms of the field use for them. */
export const ANSWER_NAMES = {
  yes: ['yes', 'y', '1'],
  no: ['no', 'n', '0'],
  unknown: ['unknown', 'dont_know', 'dk', '99'],
} as const

/** Columns and settings of our own. Other programs that read XLSForm leave them alone. */
export const OWN = {
  id: 'aman::id',
  weight: 'aman::weight',
  urgent: 'aman::urgent',
  source: 'aman::source',
  status: 'aman::status',
} as const

export const SETTINGS = [
  'aman_age',
  'aman_asker',
  'aman_scoring',
  'aman_refer',
  'aman_refer_now',
  'aman_situations',
  'aman_source',
  'aman_status',
  'aman_licence',
  'aman_review',
] as const
export type OwnSetting = (typeof SETTINGS)[number]

export const TITLE = 'aman_title'
export const DESCRIPTION = 'aman_description'

/** Whether an instrument may name a recording so; a form may name one otherwise. */
export const isRecordingName = (text: string) =>
  text.length <= 80 && /^[a-z0-9]+([._-][a-z0-9]+)*\.(mp3|m4a|ogg|wav)$/.test(text)

export type Translated = { column: string; language: PublicLanguage | null }

/**
 * Reads a column's name: "label::Русский (ru)" and "label::ru" are the label in Russian, "label" is in the form's default language.
 * Null where the name is of another column, or of a language that we do not have.
 */
export function translated(name: string, of: string, defaultLanguage: PublicLanguage | null): Translated | null {
  if (name === of) return { column: of, language: defaultLanguage }
  const [, column, called = ''] = /^(\w+)::?(.+)$/.exec(name) ?? []
  if (column !== of) return null
  const code = /\(([a-z]{2})\)\s*$/i.exec(called)?.[1] ?? called.trim()
  return { column: of, language: languageOf(code) }
}

export function languageOf(text: string): PublicLanguage | null {
  const code = /\(([a-z]{2})\)\s*$/i.exec(text)?.[1] ?? text.trim()
  const found = LANGUAGES.find(each => each === code.toLowerCase())
  return found ?? LANGUAGES.find(each => LANGUAGE_NAMES[each].startsWith(`${text.trim()} (`)) ?? null
}
