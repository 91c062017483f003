import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { textIn } from '#knowledge/schema/languages.ts'
import { type Block, cardIn } from './card-content.ts'
import type { Format } from './card-frames.ts'
import { leastSize, planCard } from './card-plan.ts'
import type { CardSource, Words } from './card-source.ts'
import { drawCard, openPaper } from './draw-card.ts'

/** The font holds every letter of these scripts. A letter that it lacks would print as an empty box, and nobody would know. */
const LETTERS = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Nd}\p{P}\p{Zs}ʻʼ+=<>|~^$₸№°§©]*$/u

/** The printed card of an instrument in one or two languages. The same source gives the same bytes. */
export async function cardPaper(source: CardSource, words: readonly Words[], format: Format): Promise<Result<Buffer>> {
  const sections = words.map(t => cardIn(t, source))
  if (!sections.flat().every(block => LETTERS.test(textOf(block)))) return refuse('cards.letters-not-in-font')
  const { id, version, title } = source.instrument
  const [first] = words
  if (!first) throw new Error('a card is printed in at least one language')
  const pdf = openPaper(textIn(title, first.language), first.language, source.printedAt)
  const plan = planCard(pdf, sections, format)
  if (!plan) return refuse('cards.too-long')
  const languages = words.map(each => each.language)
  const foot = `${id} ${version}`
  return ok(await drawCard(pdf, { plan, format, languages, foot, least: leastSize(format) }))
}

const textOf = (block: Block): string =>
  block.kind === 'call' ? `${block.number} ${block.name} ${block.notes}` : block.text
