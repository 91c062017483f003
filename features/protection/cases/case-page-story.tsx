import type { Translate } from '#knowledge/schema/words.ts'
import { Button, Buttons } from '#web/components/form/form.tsx'
import { GivenBlock } from '#web/components/given/given.tsx'
import type { Tone } from '#web/components/status-tag/status-tag.tsx'
import { Timeline, type TimelineEvent } from '#web/components/timeline/timeline.tsx'
import type { CaseSheet } from './case-page.tsx'
import type { Note } from './read-case.ts'
import { type Happening, LANES, type What } from './timeline-events.ts'

type PartProps = { sheet: CaseSheet }

const isWish = (note: Note) => note.kind === 'wish'

/** What the person wants, before everything that others think is good. */
export function Wishes({ sheet }: PartProps) {
  const { visit, found, notes, standing, mayWork } = sheet
  const { t, href } = visit
  const wishes = notes.filter(isWish)
  return (
    <section aria-labelledby="wishes">
      <h2 id="wishes">{t('cases.wishes')}</h2>
      {standing.depth !== 'full' && <p>{t('cases.wishes-unseen')}</p>}
      {standing.depth === 'full' && wishes.length === 0 && <p class="empty">{t('cases.wishes-none')}</p>}
      <Told t={t} notes={wishes} />
      {mayWork && (
        <Buttons>
          <Button kind="plain" href={href(`/cases/${found.id}/notes/new?kind=wish`)} label={t('cases.add-wish')} />
        </Buttons>
      )}
    </section>
  )
}

export function Notes({ sheet: { visit, found, notes, standing, mayWork } }: PartProps) {
  const { t, href } = visit
  const kept = notes.filter(note => !isWish(note))
  if (standing.depth !== 'full') return null
  return (
    <section aria-labelledby="notes">
      <h2 id="notes">{t('cases.notes')}</h2>
      {kept.length === 0 && <p class="empty">{t('cases.notes-none')}</p>}
      <Told t={t} notes={kept} />
      {mayWork && (
        <Buttons>
          <Button kind="plain" href={href(`/cases/${found.id}/notes/new?kind=note`)} label={t('cases.add-note')} />
        </Buttons>
      )}
    </section>
  )
}

function Told({ t, notes }: { t: Translate; notes: readonly Note[] }) {
  return notes.map(({ id, text, writtenAt }) => (
    <article key={id} aria-label={t.instant(new Date(writtenAt))}>
      <GivenBlock text={text} />
      <p class="soft">{t.instant(new Date(writtenAt))}</p>
    </article>
  ))
}

const TONES: Partial<Record<What, Tone>> = {
  'consent-agreed': 'well',
  'consent-withdrawn': 'late',
  'referral-sent': 'wait',
  'referral-accepted': 'well',
  'referral-completed': 'well',
  'referral-declined': 'late',
  'referral-expired': 'late',
  'bed-held': 'wait',
  'bed-given': 'well',
  'case-closed': 'soft',
  'plan-agreed': 'well',
  'plan-reviewed': 'well',
  'plan-closed': 'soft',
}

/** Everything that happened, as a picture and as the list behind it. */
export function CaseTimelinePart({ sheet, now }: PartProps & { now: Date }) {
  const { visit, history } = sheet
  const { t } = visit
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">{t('cases.timeline')}</h2>
      {history.more && <p>{t('cases.timeline-more')}</p>}
      <Timeline
        title={t('cases.timeline')}
        description={t('cases.timeline-count', { count: history.happenings.length })}
        lanes={LANES.map(key => ({ key, label: t(`cases.lane-${key}`) }))}
        events={history.happenings.map(each => eventOf(sheet, each, now))}
        dayLabel={at => t.day(at)}
        now={{ at: now, label: t('cases.now') }}
        newestFirst
        empty={t('cases.timeline-none')}
      />
    </section>
  )
}

function eventOf(sheet: CaseSheet, each: Happening, now: Date): TimelineEvent {
  const { t } = sheet.visit
  const { id, lane, at, until, by } = each
  // What still goes on is drawn up to now, and a hold no further than that.
  const end = until === undefined ? undefined : until === null || until > now ? now : until
  return {
    id,
    lane,
    at,
    until: end && end > at ? end : undefined,
    when: t.instant(at),
    text: wordsOf(t, each),
    by: by ?? undefined,
    tone: TONES[each.what],
    href: hrefOf(sheet, each),
  }
}

/** Codes of other features are told in those features' own words. */
const CODES: Partial<Record<string, { code: string; reason?: string }>> = {
  'case-opened': { code: 'cases.opened-from' },
  'screening-done': { code: 'screening.step-tag' },
  'referral-declined': { code: 'referrals.service', reason: 'referrals.reason' },
  'referral-completed': { code: 'referrals.service', reason: 'referrals.outcome' },
  'bed-left': { code: '', reason: 'shelters.end' },
}

function wordsOf(t: Translate, { what, lane, name, code, reason, until }: Happening): string {
  const prefixes = CODES[what] ?? { code: lane === 'consent' ? 'consent.purpose' : 'referrals.service' }
  const inWords = (prefix: string | undefined, value: string | null) =>
    prefix && value ? t.coded(prefix, value) : 'none'
  return t(`cases.event-${what}`, {
    name: name ?? 'none',
    code: inWords(prefixes.code, code),
    reason: inWords(prefixes.reason, reason),
    until: until ? t.instant(until) : 'none',
  })
}

function hrefOf({ visit, found, worksCases }: CaseSheet, { lane, what, recordId }: Happening): string | undefined {
  if (lane === 'referral' || what === 'lead-passed') return visit.href(`/referrals/${recordId}`)
  if (lane === 'reflection') return visit.href(`/cases/${found.id}/reflection`)
  if (lane === 'consent') return visit.href(`/cases/${found.id}/consents/${recordId}`)
  if (lane === 'plan') return visit.href(`/cases/${found.id}/plan`)
  if (lane === 'screening' && worksCases) return visit.href(`/screenings/${recordId}`)
  return undefined
}
