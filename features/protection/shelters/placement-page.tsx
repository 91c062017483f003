import { isId } from '#domain/shared/ids.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import { END_REASONS } from '#domain/shelters/match.ts'
import { type FormView, formView } from '#server/http/form-view.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Radios } from '#web/components/form/choices.tsx'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { StatusTag } from '#web/components/status-tag/status-tag.tsx'
import { SummaryList, type SummaryRow } from '#web/components/summary-list/summary-list.tsx'
import { readUse, type Use } from './board-queries.ts'
import { bedName } from './page-words.ts'
import { MANAGER } from './record.ts'

// A move is a step of its own and ends the first stay by itself.
const REASONS = END_REASONS.filter(reason => reason !== 'moved')

function facts({ t, href }: Visit, stay: Use): SummaryRow[] {
  const { since, until, endedReason, referralId } = stay
  return [
    { label: t('shelters.person'), value: stay.codeName },
    { label: t('shelters.bed'), value: bedName(t, stay) },
    ...(since ? [{ label: t('shelters.since'), value: t.instant(since) }] : []),
    ...(until ? [{ label: t('shelters.until'), value: t.instant(until) }] : []),
    ...(endedReason ? [{ label: t('shelters.ended-reason'), value: t.coded('shelters.end', endedReason) }] : []),
    ...(referralId
      ? [
          {
            label: t('referrals.title'),
            value: <a href={href(`/referrals/${referralId}`)}>{t('shelters.see-referral')}</a>,
          },
        ]
      : []),
  ]
}

function End({ visit, form, stay }: { visit: Visit; form: FormView; stay: Use }) {
  const { t, href, token } = visit
  return (
    <Form action={href(`/placements/${stay.id}/end`)} hidden={{ _form: token }} label={t('shelters.end')}>
      <h2>{t('shelters.end')}</h2>
      <Radios
        name="reason"
        label={t('shelters.end-question')}
        hint={t('shelters.end-next')}
        options={REASONS.map(value => ({ value, label: t.coded('shelters.end', value) }))}
        value={form.value('reason')}
        error={form.error('reason')}
        required
      />
      <Buttons>
        <Button kind="danger" label={t('shelters.end')} />
      </Buttons>
    </Form>
  )
}

export const placementPage: Page = {
  path: '/placements/:placementId',
  access: MANAGER,
  async show(ctx, visit) {
    const { t, href } = visit
    const placementId = visit.params.placementId ?? ''
    const stay = isId(placementId) ? await readUse(ctx, placementId, 'placement') : null
    if (stay?.agencyId !== ctx.actor.agencyId) return refuse('placement.not-found')
    const form = formView(visit)
    const crumbs = [
      { href: href('/shelters'), label: t('shelters.title') },
      { href: href(`/shelters/${stay.shelterId}`), label: stay.shelterCode },
    ]
    const tag = stay.open ? (
      <StatusTag tone="well" text={t('shelters.stay-open')} />
    ) : (
      <StatusTag tone="soft" text={t('shelters.stay-over')} />
    )
    const move = stay.open && (
      <Button kind="plain" href={href(`/placements/${stay.id}/move`)} label={t('shelters.move')} />
    )
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <Headline
          title={stay.codeName}
          crumbs={crumbs}
          crumbsLabel={t('shell.you-are-here')}
          tag={tag}
          actions={move}
        />
        <SummaryList title={t('shelters.stay')} rows={facts(visit, stay)} />
        {stay.open && <End visit={visit} form={form} stay={stay} />}
      </>
    )
    return ok({ title: stay.codeName, body })
  },
}
