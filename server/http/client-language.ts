import { PUBLIC_LANGUAGES, type PublicLanguage } from '#knowledge/schema/words.ts'
import type { Settings } from '#server/house.ts'

type Offered<L> = { accept: string | null; offered: readonly (L | 'en')[] }

/** Of the languages that a page has, the one that a browser wishes first. */
export function languageOf<L extends PublicLanguage>({ accept, offered }: Offered<L>): L | 'en' {
  const wished = (accept ?? '')
    .toLowerCase()
    .split(',')
    .map(part => part.trim().slice(0, 2))
  return offered.find(language => wished[0] === language) ?? offered.find(each => wished.includes(each)) ?? 'en'
}

const REMEMBERED = 'language='

/** The language that somebody chose on the first page. The cookie holds its code and nothing else, until the browser is closed. */
export const rememberedLanguage = (headers: Headers): PublicLanguage | undefined => {
  const found = (headers.get('cookie') ?? '').split(';').find(each => each.trim().startsWith(REMEMBERED))
  return PUBLIC_LANGUAGES.find(each => each === found?.trim().slice(REMEMBERED.length))
}

export const rememberLanguage = ({ origin }: Pick<Settings, 'origin'>, language: PublicLanguage): string =>
  `${REMEMBERED}${language}; Path=/; HttpOnly; SameSite=Lax${origin.startsWith('https:') ? '; Secure' : ''}`
