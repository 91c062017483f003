import { CASE_LEADERS, NOTIFIED_ROLES } from '#domain/access/roles.ts'
import { isId } from '#domain/shared/ids.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { mayEnter } from '#server/http/endpoint.ts'
import { formView } from '#server/http/form-view.ts'
import { action, type Page, type Visit } from '#server/http/page.ts'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { StatusTag } from '#web/components/status-tag/status-tag.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'
import { acknowledge } from './acknowledge.ts'
import { ruleOf } from './duty.ts'
import { factRows } from './fact-rows.ts'
import { readNotification, type WholeNotification } from './queries.ts'
import { Acknowledge } from './record.ts'

type Letter = { ctx: Ctx; visit: Visit; found: WholeNotification }

function Identity({ visit: { t }, found }: Letter) {
  const { identity, identityAddedAt } = found
  if (!identity) return <p>{t(identityAddedAt ? 'notification.identity-closed' : 'notification.nobody-named')}</p>
  const rows = [
    ...(identity.name ? [{ label: t('cases.name'), value: identity.name }] : []),
    ...(identity.birthDate
      ? [{ label: t('cases.birth-date'), value: t.day(new Date(`${identity.birthDate}T12:00:00Z`)) }]
      : []),
  ]
  return (
    <>
      <SummaryList title={t('notification.identity')} rows={rows} />
      <p class="soft">{t('notification.identity-agreed')}</p>
    </>
  )
}

function Receipt({ ctx, visit: { t, href, token }, found }: Letter) {
  if (found.acknowledgedAt)
    return <p>{t('notification.acknowledged-at', { at: t.instant(new Date(found.acknowledgedAt)) })}</p>
  if (found.toAgencyId !== ctx.actor.agencyId || !mayEnter(NOTIFIED_ROLES, ctx.actor.role))
    return <p>{t('notification.not-acknowledged')}</p>
  const label = t('notification.acknowledge')
  return (
    <Form action={href(`/notifications/${found.id}/acknowledge`)} hidden={{ _form: token }} label={label}>
      <Buttons>
        <Button label={label} />
      </Buttons>
    </Form>
  )
}

/** The letter: on paper its frame, menus and buttons are gone, and what is left is what was sent. */
function Body(letter: Letter) {
  const { ctx, visit, found } = letter
  const { t, href } = visit
  const form = formView(visit)
  const { notification } = ctx.house.country
  const rule = notification && ruleOf(ctx.house, notification, new Date(found.sentAt))
  const receives = mayEnter(NOTIFIED_ROLES, ctx.actor.role)
  const parties = [
    { label: t('notification.number'), value: found.number },
    { label: t('notification.from'), value: found.fromName },
    { label: t('notification.to'), value: found.toName },
    { label: t('notification.sent'), value: t.instant(new Date(found.sentAt)) },
  ]
  return (
    <>
      <ErrorSummary title={form.problemTitle} errors={form.errors} />
      <Headline
        title={t('notification.letter-title')}
        crumbs={receives ? [{ href: href('/notifications'), label: t('notification.inbox') }] : []}
        crumbsLabel={t('shell.you-are-here')}
        tag={
          found.acknowledgedAt ? (
            <StatusTag tone="well" text={t('notification.acknowledged')} />
          ) : (
            <StatusTag tone="wait" text={t('notification.to-acknowledge')} />
          )
        }
        lead={rule?.title[t.language]}
      />
      {rule && (
        <p class="soft">
          {rule.cite.act}, {rule.cite.article}
        </p>
      )}
      <SummaryList rows={parties} />
      <SummaryList title={t('notification.facts')} rows={factRows(t, ctx.house, found)} />
      <Identity {...letter} />
      <Receipt {...letter} />
    </>
  )
}

export const letterPage: Page = {
  path: '/notifications/:notificationId',
  access: [...CASE_LEADERS, ...NOTIFIED_ROLES],
  async show(ctx, visit) {
    const id = visit.params.notificationId ?? ''
    if (!isId(id)) return refuse('notification.not-found')
    const found = await readNotification(ctx, id)
    if (!found.ok) return found
    const body = <Body ctx={ctx} visit={visit} found={found.value} />
    return ok({ title: visit.t('notification.letter-title'), body })
  },
}

export const acknowledgeAction = action({
  path: '/notifications/:notificationId/acknowledge',
  access: NOTIFIED_ROLES,
  input: Acknowledge,
  run: acknowledge,
  again: letterPage,
  next: ({ id }) => `/notifications/${id}`,
})
