import { CHANNELS, COUNTED_KINDS } from '#domain/hotline/contact.ts'
import { ok } from '#domain/shared/result.ts'
import { formView } from '#server/http/form-view.ts'
import { action, type Page, type Visit } from '#server/http/page.ts'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import { Columns, Headline } from '#web/components/headline/headline.tsx'
import { beginContact } from './begin-contact.ts'
import { countContact } from './count-contact.ts'
import { CallBacks, Contacts } from './desk-page-tables.tsx'
import { listContacts, waitingCallBacks } from './queries.ts'
import { CountContact, DESK, StartContact } from './record.ts'

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

export const deskPage: Page = {
  path: '/hotline',
  access: DESK,
  nav: { heading: 'identification', word: 'hotline.nav' },
  async show(ctx, visit) {
    const { t, href } = visit
    const form = formView(visit)
    const [waiting, contacts] = [await waitingCallBacks(ctx), await listContacts(ctx, { limit: SHOWN })]
    const actions = (
      <>
        <Button kind="plain" href={href('/hotline/queue')} label={t('queue.title')} />
        <Button kind="plain" href={href('/hotline/hand-over')} label={t('queue.hand-over')} />
        <Button kind="plain" href={href('/hotline/figures')} label={t('hotline.figures')} />
      </>
    )
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
    run: beginContact,
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
