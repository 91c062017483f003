import { ok, type Result } from '#domain/shared/result.ts'
import { named } from '#features/identification/screening/named-errors.ts'
import { type Read, reader } from '#features/identification/screening/read-forms.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import { formView } from '#server/http/form-view.ts'
import type { Visit } from '#server/http/page.ts'
import type { Typed } from '#server/http/read-fields.ts'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'
import { type Desk, type FieldForm, type FieldPage, openForm } from './desk.ts'
import { newPinLabels, PIN_LENGTH, PinFields, pinIn, pinsIn } from './pin-fields.tsx'

type ChangePin = { old: string; pin: string }

function readChange(fields: Typed): Read<ChangePin> {
  const form = reader(fields)
  return { value: { old: pinIn(form, 'old'), pin: pinsIn(form) }, problems: form.problems }
}

const changePin = (desk: Desk, { old, pin }: ChangePin): Promise<Result<null>> => desk.vault.changePin(old, pin)

const MEGABYTE = 1_000_000

function Facts({ visit, desk, used }: { visit: Visit; desk: Desk; used: number }) {
  const { t } = visit
  const { enrolled, carried } = desk
  const rows = [
    { label: t('field-app.person'), value: enrolled.person.name },
    { label: t('field-app.agency'), value: enrolled.agency.name },
    { label: t('field-app.carried-at'), value: t.instant(new Date(carried.at)) },
    { label: t('field-app.room'), value: t('field-app.megabytes', { count: Math.ceil(used / MEGABYTE) }) },
  ]
  return <SummaryList title={t('field-app.device-facts')} rows={rows} />
}

const labels = (t: Translate): Record<string, string> => ({ old: t('field-app.pin-now'), ...newPinLabels(t) })

export const devicePage: FieldPage = {
  path: '/device',
  when: 'open',
  async show(desk, visit) {
    const { t, href } = visit
    const form = formView(visit)
    const { used } = await desk.vault.room()
    const title = t('field-app.device-title')
    const body = (
      <QuestionPage
        title={title}
        errors={{ title: form.problemTitle, errors: named(form.errors, at => labels(t)[at]) }}
      >
        <Facts visit={visit} desk={desk} used={used} />
        <p>{t('field-app.wipe-how')}</p>
        <h2>{t('field-app.change-pin')}</h2>
        <Form action={href('/device')} hidden={{ _form: visit.token }}>
          <TextField
            name="old"
            type="password"
            label={t('field-app.pin-now')}
            error={form.error('old')}
            size="medium"
            maxlength={PIN_LENGTH.most}
            required
          />
          <PinFields t={t} form={form} />
          <Buttons>
            <Button label={t('field-app.change-pin')} />
          </Buttons>
        </Form>
      </QuestionPage>
    )
    return ok({ title, body })
  },
}

export const pinForm: FieldForm = openForm({
  path: '/device',
  read: readChange,
  run: changePin,
  again: devicePage,
  next: () => '/screenings',
})
