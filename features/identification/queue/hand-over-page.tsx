import { ok } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { formView } from '#server/http/form-view.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Checkboxes } from '#web/components/form/choices.tsx'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { TextArea } from '#web/components/form/text-field.tsx'
import { GivenBlock } from '#web/components/given/given.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'
import { newestHandover } from './hand-over.ts'
import { deskNames, readQueue } from './queries.ts'
import { OpenContacts } from './queue-tables.tsx'
import { DESK, type HandoverOut, type OpenOut, type QueueOut } from './record.ts'

type Desk = Awaited<ReturnType<typeof deskNames>>
type Part = { ctx: Ctx; visit: Visit; desk: Desk }

function Newest({ ctx, visit, desk, handover }: Part & { handover: HandoverOut }) {
  const { t, href, token } = visit
  const who = (userId: string | null, at: string | null) =>
    userId && at ? t('queue.who-when', { name: desk.names.get(userId) ?? '', at: t.instant(new Date(at)) }) : ''
  const mayAccept =
    handover.status === 'offered' && ctx.actor.role === 'shift-lead' && handover.givenBy !== ctx.actor.userId
  return (
    <>
      <SummaryList
        title={t(handover.status === 'offered' ? 'queue.handover-offered' : 'queue.handover-accepted')}
        rows={[
          { label: t('queue.given-by'), value: who(handover.givenBy, handover.givenAt) },
          { label: t('queue.accepted-by'), value: who(handover.acceptedBy, handover.acceptedAt) },
          { label: t('queue.then-waiting'), value: String(handover.waiting) },
          { label: t('queue.then-due'), value: String(handover.due) },
          { label: t('queue.then-open'), value: String(handover.open) },
        ]}
      />
      {handover.notes && (
        <>
          <h3>{t('queue.notes')}</h3>
          <GivenBlock text={handover.notes} />
        </>
      )}
      {mayAccept && (
        <Form action={href(`/hotline/hand-over/${handover.id}/accept`)} hidden={{ _form: token }}>
          <Buttons>
            <Button label={t('queue.accept')} />
          </Buttons>
        </Form>
      )}
    </>
  )
}

function GiveForm({ visit, desk, open }: Part & { open: readonly OpenOut[] }) {
  const { t, href, token } = visit
  const form = formView(visit)
  if (open.length === 0) return null
  const options = open.map(each => ({
    value: each.id,
    label: t('queue.held-since', {
      name: desk.names.get(each.heldBy) ?? t('queue.nobody'),
      at: t.instant(new Date(each.startedAt)),
    }),
  }))
  return (
    <Form action={href('/hotline/hand-over/contacts')} hidden={{ _form: token }} label={t('queue.give')}>
      <h2>{t('queue.give')}</h2>
      <Checkboxes
        name="contactIds[]"
        id="contactIds"
        label={t('queue.give-which')}
        options={options}
        values={form.values('contactIds')}
        error={form.error('contactIds')}
      />
      <SelectField
        name="toUserId"
        label={t('queue.give-to')}
        options={desk.desk.map(each => ({ value: each.id, label: each.name }))}
        empty={t('queue.choose')}
        value={form.value('toUserId')}
        error={form.error('toUserId')}
      />
      <Buttons>
        <Button kind="plain" label={t('queue.give')} />
      </Buttons>
    </Form>
  )
}

function OfferForm({ visit, queue }: { visit: Visit; queue: QueueOut }) {
  const { t, href, token } = visit
  const form = formView(visit)
  const { waiting, due, open } = queue
  return (
    <Form action={href('/hotline/hand-over')} hidden={{ _form: token }} label={t('queue.offer')}>
      <h2>{t('queue.offer')}</h2>
      <p>{t('queue.stands', { waiting: waiting.length, due: due.length, open: open.length })}</p>
      <TextArea
        name="notes"
        label={t('queue.notes')}
        hint={t('queue.notes-hint')}
        rows={6}
        maxlength={4000}
        value={form.value('notes')}
        error={form.error('notes')}
      />
      <Buttons>
        <Button label={t('queue.offer')} />
      </Buttons>
    </Form>
  )
}

export const handOverPage: Page = {
  path: '/hotline/hand-over',
  access: DESK,
  async show(ctx, visit) {
    const { t, href } = visit
    const form = formView(visit)
    const [handover, desk, queue] = [await newestHandover(ctx), await deskNames(ctx), await readQueue(ctx)]
    const leads = ctx.actor.role === 'shift-lead'
    const part = { ctx, visit, desk }
    const crumbs = [
      { href: href('/hotline'), label: t('hotline.title') },
      { href: href('/hotline/queue'), label: t('queue.title') },
    ]
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <Headline title={t('queue.hand-over')} crumbs={crumbs} crumbsLabel={t('shell.you-are-here')} />
        {handover ? <Newest {...part} handover={handover} /> : <p class="empty">{t('queue.handover-none')}</p>}
        {leads && handover?.status !== 'offered' && <OfferForm visit={visit} queue={queue} />}
        {leads ? (
          <GiveForm {...part} open={queue.open} />
        ) : (
          <OpenContacts visit={visit} rows={queue.open} names={null} />
        )}
      </>
    )
    return ok({ title: t('queue.hand-over'), body })
  },
}
