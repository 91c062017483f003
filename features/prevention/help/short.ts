import { MOST_IN_PART, shortParts } from '#domain/prevention/short-parts.ts'
import type { Country, Hotline } from '#knowledge/schema/country.ts'
import type { PublicLanguage, Translate } from '#knowledge/schema/words.ts'
import type { House } from '#server/house.ts'

/** The number of one kind, with its caution. */
function numberFor(t: Translate<PublicLanguage>, { hotlines }: Country, kind: Hotline['for']): string[] {
  const line = hotlines.find(each => each.for === kind)
  if (!line) return []
  const number = line.status === 'verified' ? line.number : t('help.short-unconfirmed', { number: line.number })
  return [t(`help.short-${kind}`, { number })]
}

/** The help page of a situation as text messages: whom to call, then what to do. Empty for a situation that is not known. */
export function helpShort(
  t: Translate<PublicLanguage>,
  { country, knowledge }: Pick<House, 'country' | 'knowledge'>,
  situation: string,
): string[] {
  const found = knowledge.situations.find(each => each.id === situation)
  if (!found) return []
  const kinds = new Set(['emergency', found.first === 'emergency' ? 'trafficking' : found.first] as const)
  const numbers = [...kinds].flatMap(kind => numberFor(t, country, kind))
  return shortParts([...numbers, ...found.short.map(each => each[t.language])], MOST_IN_PART)
}
