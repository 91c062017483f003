import { addDays, noonOf } from '#domain/shared/dates.ts'
import type { OwnCount } from '#domain/standards/own-counts.ts'
import type { Translate, WordKey } from '#knowledge/schema/words.ts'

export const dayText = (t: Translate, day: string): string => t.day(noonOf(day))

/** From the first day to the last: `until` is the day after it. */
export const spanText = (t: Translate, from: string, until: string): string =>
  t('standards.span', { from: dayText(t, from), until: dayText(t, addDays(until, -1)) })

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

/** What a criterion asks for, and where the statute says so: its words are English wherever they are read. */
export const Asks = ({ asks, cite }: { asks: string; cite: { article: string; url?: string | undefined } }) => (
  <p>
    {asks}{' '}
    {cite.url ? (
      <a href={cite.url} lang="en" rel="noreferrer">
        {cite.article}
      </a>
    ) : (
      <span lang="en">{cite.article}</span>
    )}
  </p>
)

/** The address of a scorecard; of the own country it names none. */
export const cardAt = (year: number, country?: string): string =>
  `/standards/${year}${country ? `?country=${country}` : ''}`
