import { CASE_READERS } from '#domain/access/roles.ts'
import { firstInForce } from '#domain/law/rule-in-force.ts'
import { dayIn } from '#domain/shared/dates.ts'
import { isId } from '#domain/shared/ids.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { formView } from '#server/http/form-view.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button } from '#web/components/form/form.tsx'
import { Columns, Headline } from '#web/components/headline/headline.tsx'
import { StatusTag } from '#web/components/status-tag/status-tag.tsx'
import { SummaryList, type SummaryRow } from '#web/components/summary-list/summary-list.tsx'
import { ReferralTag } from './list-page.tsx'
import { ConsentNeeded } from './new-page-refused.tsx'
import { addressesOf, type Ground, groundOf, type ReferralView, readReferral, stayOf } from './queries.ts'
import { Notices } from './referral-page-notices.tsx'
import { Steps } from './referral-page-steps.tsx'
import { Whereto } from './referral-page-whereto.tsx'

/** Left out where the acting agency may not see the case now. */
function needs(t: Visit['t'], { personGroup, languages, stepFree }: ReferralView): SummaryRow[] {
  if (personGroup === null || languages === null) return []
  return [
    { label: t('referrals.who'), value: t.coded('referrals.group', personGroup) },
    { label: t('referrals.languages'), value: languages.map(t.languageName).join(', ') },
    { label: t('referrals.step-free'), value: t(stepFree ? 'referrals.yes' : 'referrals.no') },
  ]
}

function asked({ t }: Visit, referral: ReferralView, ground: Ground): SummaryRow[] {
  const rows: SummaryRow[] = [
    { label: t('referrals.service'), value: t.coded('referrals.service', referral.service) },
    { label: t('referrals.from'), value: referral.fromName },
    { label: t('referrals.to'), value: referral.toName },
    { label: t('referrals.urgency'), value: t.coded('referrals.urgency', referral.urgency) },
    ...needs(t, referral),
  ]
  const avoided = { label: t('referrals.avoided'), value: ground.avoidShelters.join(', ') }
  return ground.avoidShelters.length > 0 ? [...rows, avoided] : rows
}

/** What permits the referral: the person's consent, or the rule with its words and where it stands. */
function Basis({
  ctx,
  visit: { t },
  ground,
  basis,
}: {
  ctx: Ctx
  visit: Visit
  ground: Ground
  basis: ReferralView['basis']
}) {
  const { country, knowledge } = ctx.house
  if (basis === 'none') return <>{t('referrals.basis-none')}</>
  if (basis === 'consent') {
    const { consent } = ground
    if (!consent) return <>{t('referrals.basis-consent')}</>
    if (consent.withdrawnAt) return <>{t('referrals.basis-consent-withdrawn', { day: t.day(consent.withdrawnAt) })}</>
    return <>{t('referrals.basis-consent-until', { day: t.day(consent.validUntil) })}</>
  }
  const today = dayIn(country.timeZone, ctx.now)
  const rule = ground.rule ? firstInForce(knowledge.lawsOf(country), ground.rule, today) : null
  if (!rule) return <>{ground.rule}</>
  return (
    <>
      {rule.title[t.language]}{' '}
      <span class="soft">
        {rule.cite.act}, {rule.cite.article}. {rule.status === 'unverified' && t('referrals.unverified')}
      </span>
    </>
  )
}

function grounds(ctx: Ctx, visit: Visit, referral: ReferralView, ground: Ground): SummaryRow[] {
  const { t } = visit
  const basis = {
    label: t('referrals.basis'),
    value: <Basis ctx={ctx} visit={visit} ground={ground} basis={referral.basis} />,
  }
  if (!ground.consent) return [basis]
  return [basis, { label: t('referrals.depth'), value: t.coded('referrals.depth', ground.consent.depth) }]
}

function times({ t }: Visit, referral: ReferralView): SummaryRow[] {
  const waits = referral.status === 'sent' || referral.status === 'expired'
  const at = (label: string, iso: string | null, shown = true) =>
    iso && shown ? [{ label, value: t.instant(new Date(iso)) }] : []
  return [
    ...at(t('referrals.drafted-at'), referral.draftedAt),
    ...at(t('referrals.sent-at'), referral.sentAt),
    ...at(t('referrals.answer-due-at'), referral.answerDueAt, waits),
    ...at(t('referrals.expires-at'), referral.expiresAt, waits),
    ...at(t('referrals.answered-at'), referral.answeredAt),
    ...at(t('referrals.closed-at'), referral.closedAt),
    ...(referral.declineReason
      ? [{ label: t('referrals.decline-reason'), value: t.coded('referrals.reason', referral.declineReason) }]
      : []),
    ...(referral.outcome
      ? [{ label: t('referrals.outcome'), value: t.coded('referrals.outcome', referral.outcome) }]
      : []),
  ]
}

function Top({ visit, referral, ground }: { visit: Visit; referral: ReferralView; ground: Ground }) {
  const { t, href } = visit
  const tags = (
    <>
      <ReferralTag t={t} status={referral.status} />{' '}
      {referral.overdue && <StatusTag tone="late" text={t('referrals.overdue')} />}
    </>
  )
  const toCase = ground.caseOpen && (
    <Button kind="plain" href={href(`/cases/${referral.caseId}`)} label={t('referrals.to-case')} />
  )
  const crumbs = [{ href: href('/referrals'), label: t('referrals.title') }]
  return (
    <Headline
      title={referral.codeName}
      crumbs={crumbs}
      crumbsLabel={t('shell.you-are-here')}
      tag={tags}
      actions={toCase}
    />
  )
}

export const referralPage: Page = {
  path: '/referrals/:referralId',
  access: CASE_READERS,
  async show(ctx, visit) {
    const { t } = visit
    const referralId = visit.params.referralId ?? ''
    const read = isId(referralId) ? await readReferral(ctx, referralId) : refuse('referral.not-found')
    if (!read.ok) return read
    const referral = read.value
    const mine = referral.fromAgencyId === ctx.actor.agencyId
    const accepted = referral.service === 'shelter' && referral.status === 'accepted'
    const [ground, stay, addresses] = await Promise.all([
      groundOf(ctx, referralId),
      accepted ? stayOf(ctx, referralId) : null,
      accepted && mine ? addressesOf(ctx, referral.toAgencyId) : [],
    ])
    const form = formView(visit)
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <Notices visit={visit} referral={referral} mine={mine} />
        <ConsentNeeded
          visit={visit}
          caseId={referral.caseId}
          toAgencyId={referral.toAgencyId}
          service={referral.service}
        />
        <Top visit={visit} referral={referral} ground={ground} />
        <Columns aside={<SummaryList title={t('referrals.times')} rows={times(visit, referral)} />}>
          <SummaryList title={t('referrals.asked')} rows={asked(visit, referral, ground)} />
          <SummaryList title={t('referrals.basis')} rows={grounds(ctx, visit, referral, ground)} />
          <Whereto visit={visit} role={ctx.actor.role} stay={stay} addresses={addresses} />
          <Steps visit={visit} form={form} referral={referral} role={ctx.actor.role} mine={mine} stay={stay} />
        </Columns>
      </>
    )
    return ok({ title: referral.codeName, body })
  },
}
