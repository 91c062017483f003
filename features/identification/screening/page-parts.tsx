import type { Score } from '#domain/screening/score.ts'
import { isId } from '#domain/shared/ids.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Hotline } from '#knowledge/schema/country.ts'
import type { Instrument } from '#knowledge/schema/instrument.ts'
import { languagesOf } from '#knowledge/schema/languages.ts'
import type { PublicLanguage, Translate, WordKey } from '#knowledge/schema/words.ts'
import type { Visit } from '#server/http/page.ts'
import { Call } from '#web/components/call/call.tsx'
import { Details } from '#web/components/details/details.tsx'
import { Button, Buttons } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { type AskedIn, type Asking, type ScreeningView, scoreOf } from './asking.ts'

export type Opened = { view: ScreeningView; instrument: Instrument; scored: Score }

/** The screening that the address names, with the questions that it was asked by. */
export async function openScreening(asking: Asking, visit: Visit): Promise<Result<Opened>> {
  const screeningId = (visit.params.screeningId ?? '').toLowerCase()
  const view = isId(screeningId) ? await asking.store.read(screeningId) : null
  if (!view) return refuse('screening.not-found')
  const instrument = await asking.askedBy(view.instrument, view.instrumentVersion)
  return ok({ view, instrument, scored: scoreOf(instrument, view.answers, view.ageGroup) })
}

/** How many questions an instrument asks, so that what is not known can be told as a part of it. */
export const questionsIn = ({ dimensions }: Instrument): number =>
  dimensions.reduce((sum, { indicators }) => sum + indicators.length, 0)

export const addressOf = (visit: Visit, screeningId: string, rest = ''): string =>
  visit.href(`/screenings/${screeningId}${rest}`)

/** The language of the conversation, where the instrument has it: the one chosen on the way, else the one it began in. */
export function spokenIn({ query, typed }: Visit, { view, instrument }: Opened): PublicLanguage | undefined {
  const chosen = query.in ?? (typeof typed.spoken === 'string' && typed.spoken !== '' ? typed.spoken : view.language)
  return languagesOf(instrument).find(each => each === chosen)
}

/** A page of the same conversation: it goes on in the language that was chosen on the way. */
export function onward(visit: Visit, opened: Opened, to: string, more: Record<string, string> = {}): string {
  const spoken = spokenIn(visit, opened)
  const query = new URLSearchParams({ ...more, ...(spoken && spoken !== opened.view.language && { in: spoken }) })
  return addressOf(visit, opened.view.id, `/${to}${query.size > 0 ? `?${query}` : ''}`)
}

/** Asks a dimension's page to lead back to the check page. */
export const FROM_CHECK = { from: 'check' }

/** The official came from the check page and wants to go back there. */
export const revising = ({ query, typed }: Visit) => (query.from ?? typed.from) === FROM_CHECK.from

export const crumbs = ({ t, href }: Visit) => ({
  crumbs: [{ href: href('/screenings'), label: t('screening.title') }],
  crumbsLabel: t('shell.you-are-here'),
})

export function Sentences({ t, words }: { t: Translate; words: readonly WordKey[] }) {
  return (
    <ul>
      {words.map(word => (
        <li key={word}>{t(word)}</li>
      ))}
    </ul>
  )
}

function linesOf(t: Translate, line: Hotline): string[] {
  const facts = [line.free && t('screening.call-free'), line.roundTheClock && t('screening.call-always')]
  return [line.name[t.language], ...facts.filter(each => typeof each === 'string')]
}

/** The country's numbers; `first` says which kind helps most here. */
export function WhoToCall({ t, country, first }: { t: Translate; country: AskedIn; first: Hotline['for'] }) {
  const lines = [...country.hotlines].sort((a, b) => Number(b.for === first) - Number(a.for === first))
  return (
    <>
      {lines.map(line => (
        <Call
          key={line.id}
          number={line.number}
          href={`tel:${line.number.replaceAll(' ', '')}`}
          lines={linesOf(t, line)}
          caution={line.status === 'verified' ? undefined : t('shell.unverified')}
        />
      ))}
    </>
  )
}

const AT_ONCE = ['screening.danger-1', 'screening.danger-2', 'screening.danger-3', 'screening.danger-4'] as const

/** Opens in place, so that nothing that was answered is lost, and stays shut while somebody may look over the shoulder. */
export function DangerNow({ t, country }: { t: Translate; country: AskedIn }) {
  return (
    <div id="danger" class="field">
      <Details summary={t('screening.danger')}>
        <Sentences t={t} words={AT_ONCE} />
        <WhoToCall t={t} country={country} first="emergency" />
      </Details>
    </div>
  )
}

/** A strong sign means refer now: no further question is worth the wait. */
export function UrgentNotice({ visit, opened }: { visit: Visit; opened: Opened }) {
  const { t } = visit
  if (opened.scored.urgent.length === 0) return null
  return (
    <Notification kind="warn" title={t('screening.urgent-title')}>
      <p>
        {t('screening.urgent-text')} <a href={onward(visit, opened, 'check')}>{t('screening.urgent-finish')}</a>
      </p>
    </Notification>
  )
}

/** In place of a form that nobody may send any more. */
export function CompletedNotice({ visit, screeningId }: { visit: Visit; screeningId: string }) {
  const { t } = visit
  return (
    <>
      <Headline title={t('screening.completed-title')} lead={t('screening.completed-text')} {...crumbs(visit)} />
      <Buttons>
        <Button href={addressOf(visit, screeningId)} label={t('screening.see-result')} />
        <Button kind="plain" href={visit.href('/screenings/new')} label={t('screening.start')} />
      </Buttons>
    </>
  )
}
