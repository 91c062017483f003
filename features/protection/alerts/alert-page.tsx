import { reasonsFor } from '#domain/access/alert-review.ts'
import { isId } from '#domain/shared/ids.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import { mayEnter } from '#server/http/endpoint.ts'
import { formView } from '#server/http/form-view.ts'
import { action, type Page, type Visit } from '#server/http/page.ts'
import { Radios } from '#web/components/form/choices.tsx'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { StatusTag } from '#web/components/status-tag/status-tag.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'
import { happened, stateOf } from './page-words.ts'
import { type Alert, readAlert } from './queries.ts'
import { OVERSEERS, ReviewAlert } from './record.ts'
import { reviewAlert } from './review-alert.ts'

type Shown = { visit: Visit; alert: Alert }

/** One alert, for who is asked about it: the agency's supervision, or the colleague whose account a link opens. */
export const alertPage: Page = {
  path: '/alerts/:alertId',
  access: 'signed-in',
  async show(ctx, visit) {
    const { t, href, params } = visit
    if (!params.alertId || !isId(params.alertId)) return refuse('alert.not-found')
    const found = await readAlert(ctx, params.alertId)
    if (!found.ok) return found
    const alert = found.value
    const { userId, role } = ctx.actor
    const mayReview = alert.madeBy !== userId && !alert.reviews.some(each => each.reviewedBy === userId)
    const oversees = mayEnter(OVERSEERS, role)
    const form = formView(visit)
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <Headline
          title={t(`alerts.kind-${alert.kind}`)}
          crumbs={oversees ? [{ href: href('/alerts'), label: t('alerts.title') }] : []}
          crumbsLabel={t('shell.you-are-here')}
          tag={<StatusTag {...stateOf(t, alert)} />}
          lead={alert.userId === userId ? t('alerts.your-account') : t('alerts.ask-first')}
        />
        <Facts visit={visit} alert={alert} />
        {mayReview && <Review visit={visit} alert={alert} />}
        {role === 'administrator' && alert.userId !== userId && <Further visit={visit} alert={alert} />}
      </>
    )
    return ok({ title: t(`alerts.kind-${alert.kind}`), body })
  },
}

function Facts({ visit: { t }, alert }: Shown) {
  const rows = [
    { label: t('alerts.who'), value: alert.name ?? t('alerts.unnamed') },
    { label: t('alerts.agency'), value: alert.agencyName },
    { label: t('alerts.happened'), value: happened(t, alert) },
    { label: t('alerts.since'), value: t.instant(alert.since) },
    { label: t('alerts.until'), value: t.instant(alert.until) },
    ...alert.reviews.map(({ reason, reviewerName, reviewedAt }) => ({
      label: t('alerts.reviewed', { name: reviewerName ?? t('alerts.unnamed'), at: t.instant(reviewedAt) }),
      value: t.coded('alerts.reason', reason),
    })),
  ]
  return <SummaryList rows={rows} />
}

function Review({ visit, alert }: Shown) {
  const { t, href, token } = visit
  const form = formView(visit)
  return (
    <Form action={href(`/alerts/${alert.id}/review`)} hidden={{ _form: token }}>
      <Radios
        name="reason"
        label={t('alerts.review')}
        hint={t('alerts.review-hint')}
        options={reasonsFor(alert.kind).map(value => ({ value, label: t.coded('alerts.reason', value) }))}
        value={form.value('reason')}
        error={form.error('reason')}
        required
      />
      <Buttons>
        <Button label={t('alerts.review-save')} />
      </Buttons>
    </Form>
  )
}

function Further({ visit: { t, href }, alert }: Shown) {
  return (
    <>
      <h2>{t('alerts.further')}</h2>
      <p>{t('alerts.further-lead')}</p>
      <Buttons>
        <Button kind="plain" href={href(`/staff/${alert.userId}`)} label={t('alerts.to-colleague')} />
      </Buttons>
    </>
  )
}

export const reviewAction = action({
  path: '/alerts/:alertId/review',
  access: 'signed-in',
  input: ReviewAlert,
  run: reviewAlert,
  again: alertPage,
  next: ({ id }) => `/alerts/${id}`,
})
