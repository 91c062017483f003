import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { named } from '#features/identification/screening/named-errors.ts'
import { type Read, reader } from '#features/identification/screening/read-forms.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import { formView } from '#server/http/form-view.ts'
import type { Typed } from '#server/http/read-fields.ts'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { type FieldForm, type FieldPage, type Hands, shutForm } from './desk.ts'
import { keepCarried, keepEnrolled } from './kept-settings.ts'
import { newPinLabels, PinFields, pinsIn } from './pin-fields.tsx'

type Enrol = { code: string; pin: string }

const MOST_CODE = 40

function readEnrol(fields: Typed): Read<Enrol> {
  const form = reader(fields)
  const code = form.required('code', form.text('code', MOST_CODE)) ?? ''
  const pin = pinsIn(form)
  return { value: { code, pin }, problems: form.problems }
}

/** The server gives the device its secret once; without it the PIN opens nothing, and without the PIN neither does the secret. */
async function enrol(hands: Hands, { code, pin }: Enrol): Promise<Result<null>> {
  const enrolled = await hands.server.enrol(code)
  if (!enrolled.ok) return enrolled
  const { secret, check, ...device } = enrolled.value
  const { deviceId } = device
  const made = await hands.vault.create(pin, bytesOf(secret), { deviceId, check })
  if (!made.ok) return made
  await keepEnrolled(hands.vault, { ...device, forms: hands.newId() })
  const carried = await hands.server.carried(device.token, null)
  if (carried.ok && carried.value) {
    await keepCarried(hands.vault, carried.value)
    return ok(null)
  }
  // A device without what it carries can ask nobody; it begins anew with another code.
  await hands.vault.wipe()
  return carried.ok ? refuse('field.offline') : carried
}

function bytesOf(text: string): Uint8Array {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, each => each.charCodeAt(0))
}

const labels = (t: Translate): Record<string, string> => ({ code: t('field-app.code'), ...newPinLabels(t) })

export const enrolPage: FieldPage = {
  path: '/enrol',
  when: 'empty',
  async show(_hands, visit) {
    const { t, href } = visit
    const form = formView(visit)
    const title = t('field-app.enrol-title')
    const body = (
      <QuestionPage
        title={title}
        lead={<p>{t('field-app.enrol-lead')}</p>}
        errors={{ title: form.problemTitle, errors: named(form.errors, at => labels(t)[at]) }}
      >
        <Form action={href('/enrol')} hidden={{ _form: visit.token }}>
          <TextField
            name="code"
            label={t('field-app.code')}
            hint={t('field-app.code-hint')}
            value={form.value('code')}
            error={form.error('code')}
            size="medium"
            maxlength={MOST_CODE}
            autocomplete="off"
            required
          />
          <PinFields t={t} form={form} />
          <Buttons>
            <Button label={t('field-app.enrol')} />
          </Buttons>
        </Form>
      </QuestionPage>
    )
    return ok({ title, body })
  },
}

export const enrolForm: FieldForm = shutForm('empty', {
  path: '/enrol',
  read: readEnrol,
  run: enrol,
  again: enrolPage,
  next: () => '/screenings',
})
