import type { Country } from '#knowledge/schema/country.ts'
import type { Instrument } from '#knowledge/schema/instrument.ts'
import type { NextSteps } from '#knowledge/schema/next-steps.ts'
import type { PublicLanguage, Translate } from '#knowledge/schema/words.ts'

export type Words = Translate<PublicLanguage>

/** What one card is made from. Nothing in it is of a person, and it knows no day but the one it is given. */
export type CardSource = {
  instrument: Instrument
  /** What the country has written for this instrument, where it has. */
  next: NextSteps | undefined
  hotlines: Country['hotlines']
  origin: string
  printedAt: Date
}
