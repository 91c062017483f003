import { dayIn, middleOf } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Country } from '#knowledge/schema/country.ts'
import { languagesOf } from '#knowledge/schema/languages.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Download } from '#server/http/page.ts'
import type { Knowledge } from '#server/knowledge/load.ts'
import type { Words } from '#server/words.ts'
import { cardPaper } from './card-paper.ts'
import type { NamedCard, PrintCard } from './record.ts'

/** What a card is made from apart from what was asked: a command has it without a running Aman. */
export type Press = { knowledge: Knowledge; country: Country; words: Words; origin: string; now: Date }

export const instrumentOf = ({ knowledge }: Pick<Press, 'knowledge'>, { instrument, version }: NamedCard) =>
  version === undefined ? knowledge.latest(instrument) : knowledge.instrument(instrument, version)

/** The card of an instrument, as a file to print. It holds nobody's data, and the day is all that changes in it. */
export async function makeCard(press: Press, asked: PrintCard): Promise<Result<Download>> {
  const instrument = instrumentOf(press, asked)
  if (!instrument) return refuse('cards.not-found')
  const languages = [...new Set([asked.language, asked.second ?? asked.language])]
  const spoken = languagesOf(instrument)
  if (!languages.every(each => spoken.includes(each))) return refuse('cards.language-not-spoken')
  const { knowledge, country, words, origin, now } = press
  const { timeZone, hotlines } = country
  const next = knowledge.nextSteps(instrument.id, country)
  const printedAt = middleOf(timeZone, dayIn(timeZone, now))
  const source = { instrument, next, hotlines, origin, printedAt }
  const printed = await cardPaper(
    source,
    languages.map(each => words.in(each)),
    asked.format,
  )
  if (!printed.ok) return printed
  const name = `${instrument.id}-${instrument.version}-${languages.join('-')}-${asked.format}.pdf`
  return ok({ file: { name, type: 'application/pdf', bytes: printed.value } })
}

export const printCard = ({ house, now }: Ctx, asked: PrintCard): Promise<Result<Download>> =>
  makeCard({ ...house, origin: house.settings.origin, now }, asked)
