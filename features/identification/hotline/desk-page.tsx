import { CHANNELS, COUNTED_KINDS } from '#domain/hotline/contact.ts'
import { ok } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { formView } from '#server/http/form-view.ts'
import { action, type Page, type Visit } from '#server/http/page.ts'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import { Columns, Headline } from '#web/components/headline/headline.tsx'
import { StatusTag } from '#web/components/status-tag/status-tag.tsx'
import { Table } from '#web/components/table/table.tsx'
import { countContact } from './count-contact.ts'
import { listContacts, waitingCallBacks } from './queries.ts'
import { type CallBackOut, type ContactLine, CountContact, DESK, StartContact } from './record.ts'
import { startContact } from './start-contact.ts'

const SHOWN = 25

/** One key: "1" is a call, "2" a chat, and so on in the order of the buttons; Enter is a call. */
function StartForm({ visit, origin = {} }: { visit: Visit; origin?: Record<string, string> }) {
  const { t, href, token } = visit
  const form = formView(visit)
  return (
    <Form action={href('/hotline/new')} hidden={{ _form: token, ...origin }} label={t('hotline.start')}>
      <Buttons>
        {CHANNELS.map((channel, index) => (
          <Button
            key={channel}
            kind={index === 0 ? 'main' : 'plain'}
            name="channel"
            value={channel}
            label={t.coded('hotline.channel', channel)}
            accessKey={String(index + 1)}
          />
        ))}
      </Buttons>
      <TextField
        name="callerNumber"
        label={t('hotline.number')}
        hint={t('hotline.number-hint')}
        type="tel"
        size="medium"
        maxlength={60}
        value={form.value('callerNumber')}
        error={form.error('callerNumber')}
      />
    </Form>
  )
}

function CountForm({ visit }: { visit: Visit }) {
  const { t, href, token } = visit
  const keys = ['s', 'p', 'a', 'w']
  return (
    <>
      <h2>{t('hotline.count-title')}</h2>
      <p>{t('hotline.count-lead')}</p>
      <Form action={href('/hotline/counted')} hidden={{ _form: token }} label={t('hotline.count-title')}>
        <Buttons>
          {COUNTED_KINDS.map((kind, index) => (
            <Button
              key={kind}
              kind="plain"
              name="kind"
              value={kind}
              label={t.coded('hotline.kind', kind)}
              accessKey={keys[index]}
            />
          ))}
        </Buttons>
      </Form>
    </>
  )
}

function CallBacks({ ctx, visit, rows }: { ctx: Ctx; visit: Visit; rows: CallBackOut[] }) {
  const { t, href } = visit
  const state = (row: CallBackOut) => {
    if (row.takenBy) return t(row.takenBy === ctx.actor.userId ? 'hotline.taken-by-you' : 'hotline.taken')
    return row.late ? <StatusTag tone="late" text={t('hotline.late')} /> : t('hotline.waits')
  }
  return (
    <Table
      caption={t('hotline.call-backs')}
      empty={t('hotline.call-backs-none')}
      rows={rows}
      rowId={row => row.id}
      columns={[
        {
          key: 'due',
          label: t('hotline.due'),
          head: true,
          cell: row => <a href={href(`/hotline/call-backs/${row.id}`)}>{t.instant(new Date(row.dueAt))}</a>,
        },
        { key: 'safe', label: t('hotline.safe-contact'), cell: row => t.coded('cases.may-contact', row.safeContact) },
        {
          key: 'language',
          label: t('hotline.language'),
          cell: row => (row.language ? t.languageName(row.language) : ''),
        },
        { key: 'state', label: t('hotline.state'), cell: state },
      ]}
    />
  )
}

function Contacts({ visit, rows }: { visit: Visit; rows: ContactLine[] }) {
  const { t, href } = visit
  return (
    <Table
      caption={t('hotline.contacts')}
      empty={t('hotline.contacts-none')}
      rows={rows}
      rowId={row => row.id}
      columns={[
        {
          key: 'at',
          label: t('hotline.started'),
          head: true,
          cell: row => <a href={href(`/hotline/contacts/${row.id}`)}>{t.instant(new Date(row.startedAt))}</a>,
        },
        { key: 'channel', label: t('hotline.channel'), cell: row => t.coded('hotline.channel', row.channel) },
        {
          key: 'topic',
          label: t('hotline.topic'),
          cell: row =>
            row.kind === 'contact'
              ? row.topic && t.coded('hotline.topic', row.topic)
              : t.coded('hotline.kind', row.kind),
        },
        {
          key: 'state',
          label: t('hotline.state'),
          cell: row =>
            row.status === 'open' ? (
              <StatusTag tone="wait" text={t('hotline.open')} />
            ) : (
              t.coded('hotline.outcome', row.outcome ?? 'none')
            ),
        },
      ]}
    />
  )
}

export const deskPage: Page = {
  path: '/hotline',
  access: DESK,
  nav: { heading: 'identification', word: 'hotline.nav' },
  async show(ctx, visit) {
    const { t, href } = visit
    const form = formView(visit)
    const [waiting, contacts] = [await waitingCallBacks(ctx), await listContacts(ctx, { limit: SHOWN })]
    const actions = <Button kind="plain" href={href('/hotline/figures')} label={t('hotline.figures')} />
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <Headline title={t('hotline.title')} lead={t('hotline.lead')} actions={actions} />
        <Columns aside={<CountForm visit={visit} />}>
          <StartForm visit={visit} />
        </Columns>
        <CallBacks ctx={ctx} visit={visit} rows={waiting} />
        <Contacts visit={visit} rows={contacts.items} />
      </>
    )
    return ok({ title: t('hotline.title'), body })
  },
}

/** Opened by a call that an exchange announced, or by a tip: what begins is bound to it. */
export const newContactPage: Page = {
  path: '/hotline/new',
  access: DESK,
  async show(_, visit) {
    const { t, query } = visit
    const form = formView(visit)
    const origin = {
      ...((form.value('incomingCallId') ?? query.call)
        ? { incomingCallId: form.value('incomingCallId') ?? query.call ?? '' }
        : {}),
      ...((form.value('tipId') ?? query.tip) ? { tipId: form.value('tipId') ?? query.tip ?? '' } : {}),
    }
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <Headline title={t('hotline.start')} lead={t('hotline.lead')} />
        <StartForm visit={visit} origin={origin} />
      </>
    )
    return ok({ title: t('hotline.start'), body })
  },
}

export const deskActions = [
  action({
    path: '/hotline/new',
    access: DESK,
    input: StartContact,
    run: startContact,
    again: newContactPage,
    next: ({ id }) => `/hotline/contacts/${id}`,
  }),
  action({
    path: '/hotline/counted',
    access: DESK,
    input: CountContact,
    run: countContact,
    again: deskPage,
    next: () => '/hotline',
  }),
]
