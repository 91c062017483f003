import { PUBLIC_LANGUAGES, type PublicLanguage, type Translate } from '#knowledge/schema/words.ts'
import { Given } from '#web/components/given/given.tsx'

type T = Translate<PublicLanguage>
type Wordings = Partial<Record<PublicLanguage, string>>

/** In the reader's language, else in the first that there is: Russian and Kazakh before the others. */
export function wordingIn(wordings: Wordings, language: PublicLanguage): { text: string; language: PublicLanguage } {
  const order = [language, 'ru', 'kk', ...PUBLIC_LANGUAGES] as const
  const found = order.find(each => wordings[each])
  return { text: found ? (wordings[found] ?? '') : '', language: found ?? language }
}

/** What somebody wrote, marked with its language where that is not the reader's. */
export function Wording({ wordings, t }: { wordings: Wordings; t: T }) {
  const { text, language } = wordingIn(wordings, t.language)
  return language === t.language ? <Given text={text} /> : <bdi lang={language}>{text}</bdi>
}
