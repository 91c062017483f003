import type { State } from '#domain/commitments/measure.ts'
import { noonOf } from '#domain/shared/dates.ts'
import { PUBLIC_LANGUAGES, type PublicLanguage, type Translate } from '#knowledge/schema/words.ts'
import { Given } from '#web/components/given/given.tsx'
import type { Tone } from '#web/components/status-tag/status-tag.tsx'

type T = Translate<PublicLanguage>
type Wordings = Partial<Record<PublicLanguage, string>>

export const TONES: Record<State, Tone> = {
  promised: 'plain',
  due: 'wait',
  late: 'late',
  proved: 'well',
  withdrawn: 'soft',
}

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

export const dayText = (t: T, day: string | null): string => (day === null ? '' : t.day(noonOf(day)))

/** The count against the target, in words; a hidden count says only that it is below five. */
export function progressText(t: T, { counted, target }: { counted: number | null; target: number }): string {
  return counted === null
    ? t('commitments.progress-few', { target })
    : t('commitments.progress', { value: counted, target })
}
