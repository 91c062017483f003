import { CASE_LEADERS, CASE_READERS } from '#domain/access/roles.ts'
import { consentStateAt, EXPLAINED } from '#domain/consent/consent.ts'
import { ok } from '#domain/shared/result.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Confirmation } from '#web/components/confirmation/confirmation.tsx'
import { Details } from '#web/components/details/details.tsx'
import { Button, Buttons } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'
import { type AskedCase, readAskedCase, readConsent } from './asked-case.ts'
import type { ConsentView } from './queries.ts'

/** `hears`: the role works on cases, so that the person's word may be told to it. */
type Shown = { visit: Visit; found: AskedCase; consent: ConsentView; now: Date; hears: boolean }

/** One answer as it was recorded: what was asked, and what follows from it now. */
export const consentPage: Page = {
  path: '/cases/:caseId/consents/:consentId',
  access: CASE_READERS,
  async show(ctx, visit) {
    const found = await readAskedCase(ctx, visit.params.caseId)
    if (!found.ok) return found
    const consent = await readConsent(ctx, found.value.id, visit.params.consentId)
    if (!consent.ok) return consent
    const hears = CASE_LEADERS.some(role => role === ctx.actor.role)
    const shown: Shown = { visit, found: found.value, consent: consent.value, now: ctx.now, hears }
    const body = (
      <>
        <Top {...shown} />
        <Altered {...shown} />
        <p>{followsFrom(shown)}</p>
        <Steps {...shown} />
        <Recorded {...shown} />
        <Signature {...shown} />
      </>
    )
    return ok({ title: visit.t('consent.title'), body })
  },
}

function Top({ visit, found, consent }: Shown) {
  const { t, query } = visit
  const reference = { label: t('consent.purpose'), value: t.coded('consent.purpose', consent.purpose) }
  const withdrawn = consent.withdrawnAt !== null
  if (!consent.genuine) return <Head visit={visit} found={found} consent={consent} />
  if (query.done === 'withdrawn' && withdrawn)
    return <Confirmation title={t('consent.done-withdrawn')} reference={reference} />
  if (query.done === 'recorded' && !withdrawn) {
    return (
      <Confirmation title={t(consent.agreed ? 'consent.done-agreed' : 'consent.done-refused')} reference={reference} />
    )
  }
  return <Head visit={visit} found={found} consent={consent} />
}

function Head({ visit: { t, href }, found, consent }: Pick<Shown, 'visit' | 'found' | 'consent'>) {
  return (
    <Headline
      title={t.coded('consent.purpose', consent.purpose)}
      crumbs={[
        { href: href('/cases'), label: t('cases.title') },
        { href: href(`/cases/${found.id}`), label: found.codeName },
        { href: href(`/cases/${found.id}/consents`), label: t('consent.all') },
      ]}
      crumbsLabel={t('shell.you-are-here')}
    />
  )
}

export function Altered({ visit: { t }, consent }: Pick<Shown, 'visit' | 'consent'>) {
  if (consent.genuine) return null
  return (
    <Notification kind="warn" title={t('consent.altered-title')}>
      <p>{t('consent.altered-lead')}</p>
    </Notification>
  )
}

function followsFrom({ visit: { t }, consent, now }: Shown): string {
  const name = consent.recipientName ?? t('consent.recipient-none')
  const until = { day: t.day(consent.validUntil), name }
  switch (consentStateAt(consent, now)) {
    case 'altered':
      return t('consent.follows-altered')
    case 'not-agreed':
      return t('consent.follows-refused')
    case 'withdrawn':
      return t('consent.follows-withdrawn', { day: t.instant(consent.withdrawnAt ?? now), name })
    case 'superseded':
      return t('consent.follows-superseded', { day: t.instant(consent.supersededAt ?? now) })
    case 'ended':
      return t('consent.follows-ended', { day: t.day(consent.validUntil) })
    default:
      return consent.ownView ? t('consent.follows-own-view') : t('consent.follows-agreed', until)
  }
}

function Steps({ visit, found, consent, now, hears }: Shown) {
  const { t, href } = visit
  const stands = consentStateAt(consent, now) === 'agreed'
  const refers =
    stands &&
    found.leads &&
    found.open &&
    !consent.ownView &&
    consent.purpose === 'referral' &&
    consent.recipientAgencyId
  const at = (path: string) => href(`/cases/${found.id}${path}`)
  const refer = `${href('/referrals/new')}?caseId=${found.id}&toAgencyId=${consent.recipientAgencyId}`
  return (
    <Buttons>
      {refers && <Button href={refer} label={t('consent.refer-now')} />}
      {stands && found.leads && <Button kind="plain" href={at('/receipt')} label={t('consent.give-number')} />}
      {consent.genuine && <Button kind="plain" href={at(`/consents/${consent.id}/copy`)} label={t('consent.copy')} />}
      {stands && hears && (
        <Button kind="plain" href={at(`/consents/${consent.id}/withdraw`)} label={t('consent.withdraw')} />
      )}
      <Button kind={refers ? 'plain' : 'main'} href={at('')} label={t('consent.to-case')} />
    </Buttons>
  )
}

function Recorded({ visit: { t, href }, found, consent }: Shown) {
  const other = (id: string, label: string) => <a href={href(`/cases/${found.id}/consents/${id}`)}>{label}</a>
  const rows = [
    { label: t('consent.answer'), value: t(consent.agreed ? 'consent.state-agreed' : 'consent.state-not-agreed') },
    { label: t('consent.recipient'), value: consent.recipientName ?? t('consent.recipient-none') },
    ...(consent.agreed ? [{ label: t('consent.depth'), value: t(`consent.depth-${consent.depth}`) }] : []),
    ...(consent.agreed ? [{ label: t('consent.explained-short'), value: explainedText(t, consent.explained) }] : []),
    { label: t('consent.given-by'), value: t.coded('consent.given-by', consent.givenBy) },
    { label: t('consent.how'), value: t.coded('consent.how', consent.how) },
    { label: t('consent.language'), value: t.languageName(consent.language) },
    { label: t('consent.interpreter'), value: t(consent.interpreter ? 'shell.yes' : 'shell.no') },
    { label: t('consent.recorded-at'), value: t.instant(consent.recordedAt) },
    ...(consent.agreed ? [{ label: t('consent.until'), value: t.day(consent.validUntil) }] : []),
    ...(consent.withdrawnAt ? [{ label: t('consent.withdrawn-at'), value: t.instant(consent.withdrawnAt) }] : []),
    ...(consent.withdrawnHow
      ? [{ label: t('consent.withdrawn-how'), value: t(`consent.withdrawn-how-${consent.withdrawnHow}`) }]
      : []),
    ...(consent.ownView ? [{ label: t('consent.answer-is'), value: t('consent.own-view') }] : []),
    { label: t('consent.form-version'), value: t('consent.form-number', { version: consent.formVersion }) },
    ...(consent.supersedes
      ? [{ label: t('consent.before'), value: other(consent.supersedes, t('consent.older-answer')) }]
      : []),
    ...(consent.supersededBy
      ? [{ label: t('consent.after'), value: other(consent.supersededBy, t('consent.newer-answer')) }]
      : []),
  ]
  return <SummaryList title={t('consent.recorded')} rows={rows} />
}

const explainedText = (t: Translate, explained: readonly string[]): string =>
  EXPLAINED.every(each => explained.includes(each))
    ? t('consent.explained-all')
    : explained.map(each => t.coded('consent.explained', each)).join(', ')

/** For whoever checks it without us; it holds codes and ids only. */
function Signature({ visit: { t }, consent }: Shown) {
  if (!consent.signature) return null
  return (
    <Details summary={t('consent.signature')}>
      <p>{t('consent.signature-lead')}</p>
      <p>
        <code>{consent.signature}</code>
      </p>
    </Details>
  )
}
