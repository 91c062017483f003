import type { Country } from '#knowledge/schema/country.ts'
import type { Instrument } from '#knowledge/schema/instrument.ts'
import { PUBLIC_LANGUAGES, type PublicLanguage, STAFF_LANGUAGES, type Translate } from '#knowledge/schema/words.ts'

export type Words = Translate<PublicLanguage>
export type Said = Partial<Record<PublicLanguage, string>>
export type Weight = 'strong' | 'medium' | 'weak'

type Scoring = { kind: 'ilo-delphi' } | { kind: 'any-strong' } | { kind: 'count'; refer: number; referNow: number }
type Sign = { weight: Weight; question: Said; urgent?: true | undefined }

/** Of an instrument what is printed. */
export type CardInstrument = Pick<Instrument, 'id' | 'version' | 'source' | 'status' | 'licence'> & {
  asker?: 'official' | 'operator' | 'person' | undefined
  scoring?: Scoring | undefined
  languages?: readonly PublicLanguage[] | undefined
  title: Said
  description: Said
  review: Partial<Record<PublicLanguage, 'reviewed' | 'unreviewed'>>
  dimensions: readonly { title: Said; indicators: readonly Sign[] }[]
}

export const NEXT_STEPS = ['refer-now', 'refer', 'labour-rights', 'advise'] as const
export type NextStep = (typeof NEXT_STEPS)[number]

/** What to do in a country after the questions, by the next step; `never` is what not to do. */
export type CardSteps = Partial<Record<NextStep | 'never', readonly { text: Said }[]>>

/** What one card is made from. Nothing in it is of a person, and it knows no day but the one it is given. */
export type CardSource = {
  instrument: CardInstrument
  steps: CardSteps | null
  hotlines: Country['hotlines']
  origin: string
  printedAt: Date
  /** The day of printing, as it is written in each language. */
  day: (language: PublicLanguage) => string
}

/** The languages that an instrument speaks, in the order in which the public's stand. */
export function languagesOf({ languages = STAFF_LANGUAGES }: CardInstrument): PublicLanguage[] {
  return PUBLIC_LANGUAGES.filter(each => languages.includes(each))
}

/** A card is asked for only in languages that its instrument speaks. */
export function say(text: Said, { language }: Words): string {
  const said = text[language]
  if (said === undefined) throw new Error(`the instrument has a text that lacks ${language}`)
  return said
}
