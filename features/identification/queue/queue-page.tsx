import { ok } from '#domain/shared/result.ts'
import { formView } from '#server/http/form-view.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { Live } from '#web/components/live/live.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { deskNames, readQueue } from './queries.ts'
import { DueCallBacks, OpenContacts, WaitingCalls } from './queue-tables.tsx'
import { DESK, type QueueOut } from './record.ts'

export const EVENTS = '/hotline/queue/events'

/** Somebody was faster, or the line is dead: who has the call is named, so that nobody waits for it. */
function Refused({ visit, names }: { visit: Visit; names: ReadonlyMap<string, string> }) {
  const { t, refusal } = visit
  if (refusal?.code === 'call.taken') {
    const { by } = (refusal.detail ?? {}) as { by?: string }
    return <Notification kind="warn" title={t('queue.taken-by', { name: names.get(by ?? '') ?? t('queue.nobody') })} />
  }
  const form = formView(visit)
  return <ErrorSummary title={form.problemTitle} errors={form.errors} />
}

function said({ t }: Visit, { waiting, due }: QueueOut): string {
  return t('queue.said', { waiting: waiting.length, late: due.filter(each => each.late).length })
}

export const queuePage: Page = {
  path: '/hotline/queue',
  access: DESK,
  island: 'live-queue',
  async show(ctx, visit) {
    const { t, href } = visit
    const queue = await readQueue(ctx, visit.byItself)
    const lead = ctx.actor.role === 'shift-lead'
    const named = lead || visit.refusal || queue.due.some(each => each.takenBy)
    const names = named ? (await deskNames(ctx)).names : new Map<string, string>()
    const title = t('queue.title')
    const stands = said(visit, queue)
    const actions = (
      <>
        <Button kind="plain" href={href('/hotline/queue')} label={t('queue.reload')} />
        <Button kind="plain" href={href('/hotline/hand-over')} label={t('queue.hand-over')} />
      </>
    )
    const body = (
      <>
        <Refused visit={visit} names={names} />
        <Headline
          title={title}
          crumbs={[{ href: href('/hotline'), label: t('hotline.title') }]}
          crumbsLabel={t('shell.you-are-here')}
          actions={actions}
        />
        <Live events={href(EVENTS)} said={stands} lost={t('queue.lost')}>
          <p class="soft">{t('queue.as-of', { at: t.instant(ctx.now), stands })}</p>
          <WaitingCalls visit={visit} rows={queue.waiting} />
          <DueCallBacks visit={visit} rows={queue.due} names={names} />
          <OpenContacts visit={visit} rows={queue.open} names={lead ? names : null} />
        </Live>
      </>
    )
    return ok({ title, body })
  },
}
