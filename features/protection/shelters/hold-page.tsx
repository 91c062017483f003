import { CASE_LEADERS } from '#domain/access/roles.ts'
import { isId } from '#domain/shared/ids.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { mayEnter } from '#server/http/endpoint.ts'
import { formView } from '#server/http/form-view.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { StatusTag } from '#web/components/status-tag/status-tag.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'
import { readUse, type Use } from './board-queries.ts'
import { bedName, regionName } from './page-words.ts'
import { HOLDERS } from './record.ts'

function Release({ visit: { t, href, token }, hold }: { visit: Visit; hold: Use }) {
  return (
    <Form action={href(`/holds/${hold.id}/release`)} hidden={{ _form: token }} label={t('shelters.release')}>
      <Buttons>
        <Button kind="danger" label={t('shelters.release')} />
      </Buttons>
    </Form>
  )
}

/** A hold alone gives no bed: the way on is the referral. */
function Onward({ ctx, visit: { t, href }, hold }: { ctx: Ctx; visit: Visit; hold: Use }) {
  if (hold.agencyId === ctx.actor.agencyId || !mayEnter(CASE_LEADERS, ctx.actor.role)) return null
  const query = new URLSearchParams({
    caseId: hold.caseId,
    service: 'shelter',
    toAgencyId: hold.agencyId,
    region: hold.region,
  })
  return (
    <>
      <h2>{t('shelters.hold-next')}</h2>
      <p>{t('shelters.hold-next-lead')}</p>
      <Buttons>
        <Button href={`${href('/referrals/new')}?${query}`} label={t('shelters.refer')} />
      </Buttons>
    </>
  )
}

function Facts({ ctx, visit: { t }, hold }: { ctx: Ctx; visit: Visit; hold: Use }) {
  const rows = [
    { label: t('shelters.person'), value: hold.codeName },
    { label: t('shelters.bed'), value: bedName(t, hold) },
    { label: t('shelters.region'), value: regionName(ctx.house, t, hold.region) },
    { label: t('shelters.until'), value: hold.until ? t.instant(hold.until) : '' },
    ...(hold.endedReason
      ? [{ label: t('shelters.ended-reason'), value: t.coded('shelters.end', hold.endedReason) }]
      : []),
  ]
  return <SummaryList rows={rows} />
}

export const holdPage: Page = {
  path: '/holds/:holdId',
  access: HOLDERS,
  async show(ctx, visit) {
    const { t, href } = visit
    const holdId = visit.params.holdId ?? ''
    const hold = isId(holdId) ? await readUse(ctx, holdId, 'hold') : null
    if (!hold) return refuse('hold.not-found')
    const form = formView(visit)
    const title = t(hold.open ? 'shelters.hold-title' : 'shelters.hold-over')
    const tag = hold.open ? (
      <StatusTag tone="wait" text={t('shelters.state-held')} />
    ) : (
      <StatusTag tone="soft" text={t('shelters.stay-over')} />
    )
    const mayRelease = hold.open && [hold.agencyId, hold.madeByAgencyId].includes(ctx.actor.agencyId)
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <Headline
          title={title}
          crumbs={[{ href: href('/shelters'), label: t('shelters.title') }]}
          crumbsLabel={t('shell.you-are-here')}
          tag={tag}
          lead={hold.open ? t('shelters.hold-lead') : undefined}
        />
        <Facts ctx={ctx} visit={visit} hold={hold} />
        {hold.open && <Onward ctx={ctx} visit={visit} hold={hold} />}
        {mayRelease && <Release visit={visit} hold={hold} />}
      </>
    )
    return ok({ title, body })
  },
}
