import { ATTEMPTS } from '#domain/hotline/contact.ts'
import { isId } from '#domain/shared/ids.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { formView } from '#server/http/form-view.ts'
import { action, type Page, type Visit } from '#server/http/page.ts'
import { ContactFlag } from '#web/components/contact-flag/contact-flag.tsx'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { StatusTag } from '#web/components/status-tag/status-tag.tsx'
import type { CallBackOut, ContactOut } from './answers.ts'
import { giveUpCallBack, readNumber, recordAttempt, releaseCallBack, takeCallBack } from './call-backs.ts'
import { readContact, waitingCallBacks } from './queries.ts'
import { DESK, OnCallBack, RecordAttempt } from './record.ts'

const TONES: Record<string, 'late' | 'wait' | 'well'> = { no: 'late', 'with-care': 'wait', yes: 'well' }
const AGAIN = [15, 30, 60, 120, 240, 1440]

/** How she may be reached stands first; the number comes last, and only to who has taken the call-back. */
async function Reach({ ctx, visit, found, waits }: Shown) {
  const { t } = visit
  const mine = waits.takenBy === ctx.actor.userId
  const number = mine ? await readNumber(ctx, { callBackId: waits.id }) : null
  const rules = [
    found.safeWhen && t.coded('hotline.safe-when', found.safeWhen),
    found.safeHow && t.coded('hotline.safe-how', found.safeHow),
    found.maySay && t.coded('hotline.may-say', found.maySay),
    found.safeWords,
    found.language && t('hotline.speaks', { language: t.languageName(found.language) }),
  ].filter(each => typeof each === 'string' && each !== '') as string[]
  return (
    <ContactFlag
      tone={TONES[found.safeContact] ?? 'wait'}
      text={t.coded('cases.may-contact-hint', found.safeContact)}
      rules={rules}
      contacts={number?.ok ? [{ label: t('hotline.call-number'), value: number.value.number }] : []}
    >
      {!mine && <p class="soft">{t('hotline.take-for-number')}</p>}
    </ContactFlag>
  )
}

type Shown = { ctx: Ctx; visit: Visit; found: ContactOut; waits: CallBackOut }

function Step({
  visit,
  waits,
  name,
  kind,
}: Pick<Shown, 'visit' | 'waits'> & { name: 'take' | 'release' | 'give-up'; kind?: 'plain' | 'danger' }) {
  const { t, href, token } = visit
  const label = t(`hotline.step-${name}`)
  return (
    <Form action={href(`/hotline/call-backs/${waits.id}/${name}`)} hidden={{ _form: token }} label={label}>
      <Buttons>
        <Button kind={kind} label={label} />
      </Buttons>
    </Form>
  )
}

function Attempt({ visit, waits }: Pick<Shown, 'visit' | 'waits'>) {
  const { t, href, token } = visit
  const form = formView(visit)
  return (
    <Form
      action={href(`/hotline/call-backs/${waits.id}/attempts`)}
      hidden={{ _form: token }}
      label={t('hotline.attempt')}
    >
      <h2>{t('hotline.attempt')}</h2>
      <SelectField
        name="againInMinutes"
        label={t('hotline.again')}
        options={AGAIN.map(value => ({ value: String(value), label: t('hotline.after', { minutes: value }) }))}
        value={form.value('againInMinutes') ?? '60'}
        error={form.error('againInMinutes')}
      />
      <Buttons>
        {ATTEMPTS.toReversed().map((result, index) => (
          <Button
            key={result}
            kind={index === 0 ? 'main' : 'plain'}
            name="result"
            value={result}
            label={t.coded('hotline.attempt', result)}
          />
        ))}
      </Buttons>
    </Form>
  )
}

export const callBackPage: Page = {
  path: '/hotline/call-backs/:callBackId',
  access: DESK,
  async show(ctx, visit) {
    const { t, href, params } = visit
    const id = params.callBackId ?? ''
    const [waits] = isId(id) ? await waitingCallBacks(ctx, { id }) : []
    if (!waits) return refuse('call-back.not-found')
    const found = await readContact(ctx, waits.contactId)
    if (!found.ok) return found
    const form = formView(visit)
    const mine = waits.takenBy === ctx.actor.userId
    const title = t('hotline.call-back-at', { at: t.instant(new Date(waits.dueAt)) })
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <Headline
          title={title}
          crumbs={[
            { href: href('/hotline'), label: t('hotline.title') },
            { href: href(`/hotline/contacts/${waits.contactId}`), label: t('hotline.contact') },
          ]}
          crumbsLabel={t('shell.you-are-here')}
          tag={waits.late && <StatusTag tone="late" text={t('hotline.late')} />}
          lead={t('hotline.attempts-so-far', { count: waits.attempts })}
        />
        {await Reach({ ctx, visit, found: found.value, waits })}
        {mine ? <Attempt visit={visit} waits={waits} /> : <Step visit={visit} waits={waits} name="take" />}
        {mine && <Step visit={visit} waits={waits} name="release" kind="plain" />}
        <Step visit={visit} waits={waits} name="give-up" kind="danger" />
      </>
    )
    return ok({ title, body })
  },
}

const again = callBackPage
const stays = (value: { id: string }) => `/hotline/call-backs/${value.id}`

export const callBackActions = [
  action({
    path: '/hotline/call-backs/:callBackId/take',
    access: DESK,
    input: OnCallBack,
    run: takeCallBack,
    again,
    next: stays,
  }),
  action({
    path: '/hotline/call-backs/:callBackId/release',
    access: DESK,
    input: OnCallBack,
    run: releaseCallBack,
    again,
    next: () => '/hotline',
  }),
  action({
    path: '/hotline/call-backs/:callBackId/give-up',
    access: DESK,
    input: OnCallBack,
    run: giveUpCallBack,
    again,
    next: () => '/hotline',
  }),
  action({
    path: '/hotline/call-backs/:callBackId/attempts',
    access: DESK,
    input: RecordAttempt,
    run: recordAttempt,
    again,
    next: () => '/hotline',
  }),
]
