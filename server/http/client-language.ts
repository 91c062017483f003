import type { PublicLanguage } from '#knowledge/schema/words.ts'

type Offered<L> = { accept: string | null; offered: readonly (L | 'en')[] }

/** Of the languages that a page has, the one that a browser wishes first. */
export function languageOf<L extends PublicLanguage>({ accept, offered }: Offered<L>): L | 'en' {
  const wished = (accept ?? '')
    .toLowerCase()
    .split(',')
    .map(part => part.trim().slice(0, 2))
  return offered.find(language => wished[0] === language) ?? offered.find(each => wished.includes(each)) ?? 'en'
}
