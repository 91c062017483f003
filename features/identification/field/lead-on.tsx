import { ok, type Result } from '#domain/shared/result.ts'
import { type Read, reader } from '#features/identification/screening/read-forms.ts'
import { formView } from '#server/http/form-view.ts'
import type { Visit } from '#server/http/page.ts'
import type { Typed } from '#server/http/read-fields.ts'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { release, reopen } from './change-kept.ts'
import { type Desk, type FieldForm, type FieldPage, openForm } from './desk.ts'
import { sendNow } from './send-now.ts'

/** Where the official goes from a result on her device: prepare a referral, change an answer, send. */
export function LeadOnDevice({ visit, opened }: { visit: Visit; opened: { view: { id: string } } }) {
  const { t, href, token } = visit
  const { id } = opened.view
  const form = formView(visit)
  return (
    <>
      <ErrorSummary title={form.problemTitle} errors={form.errors} />
      <Form action={href(`/screenings/${id}`)} hidden={{ _form: token }}>
        <Buttons>
          <Button href={href(`/screenings/${id}/referral`)} label={t('field-app.prepare')} />
          <Button kind="plain" name="how" value="send" label={t('field-app.send-now')} />
          <Button kind="plain" name="how" value="reopen" label={t('field-app.reopen')} />
          <a href={href('/screenings')}>{t('field-app.kept-title')}</a>
        </Buttons>
      </Form>
    </>
  )
}

type Step = { screeningId: string; how: 'send' | 'reopen' }

function readStep(fields: Typed, params: Record<string, string>): Read<Step> {
  const form = reader(fields)
  const how = form.required('how', form.code('how', ['send', 'reopen'] as const)) ?? 'send'
  return { value: { screeningId: params.screeningId ?? '', how }, problems: form.problems }
}

async function go(desk: Desk, { screeningId, how }: Step): Promise<Result<Step>> {
  const changed = how === 'reopen' ? await reopen(desk, { screeningId }) : await release(desk, { screeningId })
  if (!changed.ok) return changed
  // Without a road it waits, and the list says so.
  if (how === 'send') await sendNow(desk)
  return ok({ screeningId, how })
}

export const stepForm = (again: FieldPage): FieldForm =>
  openForm({
    path: '/screenings/:screeningId',
    read: readStep,
    run: go,
    again,
    next: ({ screeningId, how }) => (how === 'send' ? '/screenings' : `/screenings/${screeningId}/check`),
  })
