import { addDays, noonOf } from '#domain/shared/dates.ts'
import type { OwnCount } from '#domain/standards/own-counts.ts'
import type { Change } from '#domain/standards/scorecard.ts'
import type { Translate, WordKey } from '#knowledge/schema/words.ts'
import { Sourced } from '#web/components/sourced/sourced.tsx'
import type { Tone } from '#web/components/status-tag/status-tag.tsx'

export const dayText = (t: Translate, day: string): string => t.day(noonOf(day))

/** From the first day to the last: `until` is the day after it. */
export const spanText = (t: Translate, from: string, until: string): string =>
  t('standards.span', { from: dayText(t, from), until: dayText(t, addDays(until, -1)) })

/** No tone is good or bad: that more people were identified may be either. */
export const CHANGE_TONES: Record<Change, Tone> = { more: 'plain', fewer: 'plain', same: 'plain', unknown: 'soft' }

export const OWN_WORDS: Record<OwnCount, WordKey> = {
  'screenings-completed': 'commitments.indicator-screenings-completed',
  'cases-opened': 'commitments.indicator-cases-opened',
  'people-referred': 'commitments.indicator-people-referred',
  'foreigners-helped': 'commitments.indicator-foreigners-helped',
  'shelter-stays': 'commitments.indicator-shelter-stays',
  'reflection-certificates': 'commitments.indicator-reflection-certificates',
  'hotline-contacts': 'standards.own-hotline-contacts',
  'police-informed': 'standards.own-police-informed',
}

type Cite = { act: string; article: string; url?: string | undefined }

/** The statute's words are English wherever they are read. */
export const Cited = ({ cite, t }: { cite: Cite; t: Translate }) => (
  <Sourced
    text={`${cite.act}, ${cite.article}`}
    lang={t.language === 'en' ? undefined : 'en'}
    href={cite.url}
    cautions={[]}
  />
)

/** The address of a scorecard; of the own country it names none. */
export const cardAt = (year: number, country?: string): string =>
  `/standards/${year}${country ? `?country=${country}` : ''}`
