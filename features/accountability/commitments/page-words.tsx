import type { State } from '#domain/commitments/measure.ts'
import { noonOf } from '#domain/shared/dates.ts'
import type { PublicLanguage, Translate } from '#knowledge/schema/words.ts'
import type { Tone } from '#web/components/status-tag/status-tag.tsx'

type T = Translate<PublicLanguage>

export const TONES: Record<State, Tone> = {
  promised: 'plain',
  due: 'wait',
  late: 'late',
  proved: 'well',
  withdrawn: 'soft',
}

export const dayText = (t: T, day: string | null): string => (day === null ? '' : t.day(noonOf(day)))

/** The count against the target, in words; a hidden count says only that it is below five. */
export function progressText(t: T, { counted, target }: { counted: number | null; target: number }): string {
  return counted === null
    ? t('commitments.progress-few', { target })
    : t('commitments.progress', { value: counted, target })
}
