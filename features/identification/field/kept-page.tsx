import type { Kept } from '#domain/sending/kept.ts'
import { ok, type Result } from '#domain/shared/result.ts'
import { type Read, reader } from '#features/identification/screening/read-forms.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import { formView } from '#server/http/form-view.ts'
import type { Visit } from '#server/http/page.ts'
import type { Typed } from '#server/http/read-fields.ts'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { StatusTag, type Tone } from '#web/components/status-tag/status-tag.tsx'
import { type Column, Table } from '#web/components/table/table.tsx'
import { release } from './change-kept.ts'
import { type Desk, type FieldForm, type FieldPage, openForm } from './desk.ts'
import { sendNow } from './send-now.ts'

const AT_ONCE = 25

export const TONES = {
  held: 'wait',
  waiting: 'wait',
  failed: 'late',
  conflict: 'late',
  refused: 'late',
  sent: 'well',
} as const satisfies Record<Kept['sending']['state'], Tone>

/** A server that is newer than this app may refuse with a code that has no sentence here yet; then the code is shown. */
function whyRefused(t: Translate, code: string): string {
  const [area, ...rest] = code.split('.')
  return t.coded(`refusals.${area}`, rest.join('-'))
}

/** Where one screening stands on its way, why the last try failed, and what a person has to do about it. */
export function Standing({ visit, kept }: { visit: Visit; kept: Kept }) {
  const { t, href } = visit
  const { state, lastError, triedAt, serverAt } = kept.sending
  return (
    <>
      <StatusTag tone={TONES[state]} text={t(`field-app.state-${state}`)} />
      {state === 'failed' && triedAt && (
        <p class="soft">
          {t.coded('field-app.error', lastError ?? 'unknown')}{' '}
          {t('field-app.tried', { at: t.instant(new Date(triedAt)) })}
        </p>
      )}
      {state === 'refused' && <p class="soft">{whyRefused(t, lastError ?? '')}</p>}
      {state === 'sent' && serverAt && (
        <p class="soft">{t('field-app.sent-at', { at: t.instant(new Date(serverAt)) })}</p>
      )}
      {state === 'held' && (
        <Form action={href('/screenings')} hidden={{ _form: visit.token, release: kept.id }}>
          <Button kind="plain" label={t('field-app.release')} />
        </Form>
      )}
      {state === 'conflict' && (
        <p>
          <a href={href(`/screenings/${kept.id}/conflict`)}>{t('field-app.see-conflict')}</a>
        </p>
      )}
    </>
  )
}

function columns(visit: Visit): Column<Kept>[] {
  const { t, href } = visit
  return [
    {
      key: 'started',
      label: t('screening.started'),
      head: true,
      cell: row => <a href={href(`/screenings/${row.id}`)}>{t.instant(new Date(row.startedAt))}</a>,
    },
    { key: 'situation', label: t('screening.situation'), cell: row => t.coded('screening.where', row.situation) },
    {
      key: 'step',
      label: t('screening.next-step'),
      cell: row => (row.nextStep ? t.coded('screening.step-tag', row.nextStep) : t('screening.status-draft')),
    },
    { key: 'state', label: t('field-app.state'), cell: row => <Standing visit={visit} kept={row} /> },
  ]
}

function SendNow({ visit }: { visit: Visit }) {
  const { t, href, token } = visit
  return (
    <Form action={href('/screenings')} hidden={{ _form: token }}>
      <Buttons>
        <Button kind="plain" label={t('field-app.send-now')} />
      </Buttons>
    </Form>
  )
}

export const keptPage: FieldPage = {
  path: '/screenings',
  when: 'open',
  async show(desk, visit) {
    const { t, href, query } = visit
    const rows = await desk.vault.walk<Kept>('screening', query.after, AT_ONCE + 1)
    const shown = rows.slice(0, AT_ONCE).map(each => each.value)
    const form = formView(visit)
    const title = t('field-app.kept-title')
    const last = rows.length > AT_ONCE ? shown.at(-1)?.id : undefined
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <Headline
          title={title}
          lead={t('field-app.kept-lead')}
          actions={<Button href={href('/screenings/new')} label={t('screening.start')} />}
        />
        <Table
          caption={title}
          captionUnseen
          columns={columns(visit)}
          rows={shown}
          rowId={row => row.id}
          empty={t('field-app.kept-none')}
          paging={{
            label: t('shell.pages'),
            next: last ? { href: href(`/screenings?after=${last}`), label: t('field-app.further') } : undefined,
          }}
        />
        {shown.length > 0 && <SendNow visit={visit} />}
      </>
    )
    return ok({ title, body })
  },
}

type Send = { release: string | undefined }

function readSend(fields: Typed): Read<Send> {
  const form = reader(fields)
  return { value: { release: form.matching('release', /^[0-9a-f-]{36}$/) }, problems: form.problems }
}

/** Sends what waits, and a draft as it is where one is named: a colleague then goes on with it. */
async function send(desk: Desk, { release: screeningId }: Send): Promise<Result<null>> {
  const released = screeningId === undefined ? ok(null) : await release(desk, { screeningId })
  if (!released.ok) return released
  return sendNow(desk)
}

export const sendForm: FieldForm = openForm({
  path: '/screenings',
  read: readSend,
  run: send,
  again: keptPage,
  next: () => '/screenings',
})
