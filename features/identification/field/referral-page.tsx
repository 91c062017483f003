import { SERVICES, URGENCIES } from '#domain/referral/referral.ts'
import type { Kept, Prepared } from '#domain/sending/kept.ts'
import { next } from '#domain/sending/next.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { named } from '#features/identification/screening/named-errors.ts'
import { type Read, reader } from '#features/identification/screening/read-forms.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import { type FormView, formView } from '#server/http/form-view.ts'
import type { Visit } from '#server/http/page.ts'
import type { Typed } from '#server/http/read-fields.ts'
import { Radios } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { TextArea } from '#web/components/form/text-field.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { type Desk, type FieldForm, type FieldPage, openForm } from './desk.ts'

const MOST_NOTE = 1000

type Prepare = Prepared & { screeningId: string }

function readPrepare(fields: Typed, params: Record<string, string>): Read<Prepare> {
  const form = reader(fields)
  const value = {
    screeningId: params.screeningId ?? '',
    toAgencyId: form.required('toAgencyId', form.text('toAgencyId', 36)) ?? '',
    service: form.required('service', form.code('service', SERVICES)) ?? 'shelter',
    urgency: form.required('urgency', form.code('urgency', URGENCIES)) ?? 'routine',
    note: form.text('note', MOST_NOTE) ?? '',
  }
  return { value, problems: form.problems }
}

/** Goes with the screening; at a desk it becomes a referral once there is a case and her consent. */
async function prepare(desk: Desk, { screeningId, ...prepared }: Prepare): Promise<Result<{ id: string }>> {
  const agency = desk.carried.agencies.find(each => each.id === prepared.toAgencyId)
  if (!agency) return refuse('agency.not-found')
  if (!agency.services.includes(prepared.service)) return refuse('referral.service-not-offered')
  const at = desk.clock().toISOString()
  const event = { kind: 'prepared', edit: desk.newId(), at, referral: prepared } as const
  const kept = await desk.vault.change<Kept>('screening', screeningId, now => now && next(now, event))
  return kept ? ok({ id: screeningId }) : refuse('screening.not-found')
}

const labels = (t: Translate): Record<string, string> => ({
  toAgencyId: t('field-app.refer-to'),
  service: t('field-app.refer-service'),
  urgency: t('field-app.refer-urgency'),
  note: t('field-app.refer-note'),
})

function Fields({ visit, desk, form }: { visit: Visit; desk: Desk; form: FormView }) {
  const { t } = visit
  const field = (name: string) => ({
    name,
    label: labels(t)[name] ?? name,
    value: form.value(name),
    error: form.error(name),
  })
  return (
    <>
      <SelectField
        {...field('toAgencyId')}
        options={desk.carried.agencies.map(each => ({ value: each.id, label: each.name }))}
        empty={t('screening.choose')}
      />
      <SelectField
        {...field('service')}
        options={SERVICES.map(value => ({ value, label: t.coded('referrals.service', value) }))}
        empty={t('screening.choose')}
      />
      <Radios
        {...field('urgency')}
        options={URGENCIES.map(value => ({ value, label: t.coded('referrals.urgency', value) }))}
      />
      <TextArea {...field('note')} hint={t('field-app.refer-note-hint')} rows={3} maxlength={MOST_NOTE} />
    </>
  )
}

export const referralPage: FieldPage = {
  path: '/screenings/:screeningId/referral',
  when: 'open',
  async show(desk, visit) {
    const { t, href, params } = visit
    const kept = await desk.vault.get<Kept>('screening', params.screeningId ?? '')
    if (!kept) return refuse('screening.not-found')
    const form = formView(visit, kept.referral ?? {})
    const title = t('field-app.refer-title')
    const body = (
      <QuestionPage
        title={title}
        back={{ href: href(`/screenings/${kept.id}`), label: t('shell.back') }}
        lead={<p>{t('field-app.refer-lead')}</p>}
        errors={{ title: form.problemTitle, errors: named(form.errors, at => labels(t)[at]) }}
      >
        <Form action={href(`/screenings/${kept.id}/referral`)} hidden={{ _form: visit.token }}>
          <Fields visit={visit} desk={desk} form={form} />
          <Buttons>
            <Button label={t('field-app.refer-save')} />
          </Buttons>
        </Form>
      </QuestionPage>
    )
    return ok({ title, body })
  },
}

export const referralForm: FieldForm = openForm({
  path: '/screenings/:screeningId/referral',
  read: readPrepare,
  run: prepare,
  again: referralPage,
  next: ({ id }) => `/screenings/${id}`,
})
