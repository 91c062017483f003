import { CASE_READERS } from '#domain/access/roles.ts'
import { valid } from '#domain/consent/consent.ts'
import { ok } from '#domain/shared/result.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Confirmation } from '#web/components/confirmation/confirmation.tsx'
import { Button, Buttons } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'
import { type AskedCase, readAskedCase, readConsent } from './asked-case.ts'
import type { ConsentView } from './queries.ts'

type Shown = { visit: Visit; found: AskedCase; consent: ConsentView; now: Date }

/** One answer as it was recorded: what was asked, and what follows from it now. */
export const consentPage: Page = {
  path: '/cases/:caseId/consents/:consentId',
  access: CASE_READERS,
  async show(ctx, visit) {
    const found = await readAskedCase(ctx, visit.params.caseId)
    if (!found.ok) return found
    const consent = await readConsent(ctx, found.value.id, visit.params.consentId)
    if (!consent.ok) return consent
    const shown: Shown = { visit, found: found.value, consent: consent.value, now: ctx.now }
    const body = (
      <>
        <Top {...shown} />
        <p>{followsFrom(shown)}</p>
        <Steps {...shown} />
        <Recorded {...shown} />
      </>
    )
    return ok({ title: visit.t('consent.title'), body })
  },
}

function Top({ visit, found, consent }: Shown) {
  const { t, href, query } = visit
  const reference = { label: t('consent.purpose'), value: t.coded('consent.purpose', consent.purpose) }
  const withdrawn = consent.withdrawnAt !== null
  if (query.done === 'withdrawn' && withdrawn)
    return <Confirmation title={t('consent.done-withdrawn')} reference={reference} />
  if (query.done === 'recorded' && !withdrawn) {
    return (
      <Confirmation title={t(consent.agreed ? 'consent.done-agreed' : 'consent.done-refused')} reference={reference} />
    )
  }
  return (
    <Headline
      title={t.coded('consent.purpose', consent.purpose)}
      crumbs={[
        { href: href('/cases'), label: t('cases.title') },
        { href: href(`/cases/${found.id}`), label: found.codeName },
      ]}
      crumbsLabel={t('shell.you-are-here')}
    />
  )
}

function followsFrom({ visit: { t }, consent, now }: Shown): string {
  const name = consent.recipientName ?? t('consent.recipient-none')
  if (!consent.agreed) return t('consent.follows-refused')
  if (consent.withdrawnAt) return t('consent.follows-withdrawn', { day: t.instant(consent.withdrawnAt), name })
  if (!valid(consent, now)) return t('consent.follows-ended', { day: t.day(consent.validUntil) })
  return t('consent.follows-agreed', { day: t.day(consent.validUntil), name })
}

function Steps({ visit, found, consent, now }: Shown) {
  const { t, href } = visit
  const stands = valid(consent, now)
  const refers = stands && found.leads && found.open && consent.purpose === 'referral' && consent.recipientAgencyId
  const refer = `${href('/referrals/new')}?caseId=${found.id}&toAgencyId=${consent.recipientAgencyId}`
  const withdraw = href(`/cases/${found.id}/consents/${consent.id}/withdraw`)
  return (
    <Buttons>
      {refers && <Button href={refer} label={t('consent.refer-now')} />}
      <Button kind={refers ? 'plain' : 'main'} href={href(`/cases/${found.id}`)} label={t('consent.to-case')} />
      {stands && found.leads && <Button kind="plain" href={withdraw} label={t('consent.withdraw')} />}
    </Buttons>
  )
}

function Recorded({ visit: { t }, consent }: Shown) {
  const rows = [
    { label: t('consent.answer'), value: t(consent.agreed ? 'consent.state-agreed' : 'consent.state-not-agreed') },
    { label: t('consent.recipient'), value: consent.recipientName ?? t('consent.recipient-none') },
    ...(consent.agreed ? [{ label: t('consent.depth'), value: t(`consent.depth-${consent.depth}`) }] : []),
    ...(consent.agreed ? [{ label: t('consent.explained-short'), value: t('consent.explained-all') }] : []),
    { label: t('consent.given-by'), value: t.coded('consent.given-by', consent.givenBy) },
    { label: t('consent.how'), value: t.coded('consent.how', consent.how) },
    { label: t('consent.language'), value: t.languageName(consent.language) },
    { label: t('consent.interpreter'), value: t(consent.interpreter ? 'shell.yes' : 'shell.no') },
    { label: t('consent.recorded-at'), value: t.instant(consent.recordedAt) },
    ...(consent.agreed ? [{ label: t('consent.until'), value: t.day(consent.validUntil) }] : []),
    ...(consent.withdrawnAt ? [{ label: t('consent.withdrawn-at'), value: t.instant(consent.withdrawnAt) }] : []),
  ]
  return <SummaryList title={t('consent.recorded')} rows={rows} />
}
