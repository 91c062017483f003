import { ok, type Result } from '#domain/shared/result.ts'
import { type Read, reader } from '#features/identification/screening/read-forms.ts'
import { formView } from '#server/http/form-view.ts'
import type { Visit } from '#server/http/page.ts'
import type { Typed } from '#server/http/read-fields.ts'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { type FieldForm, type FieldPage, type Hands, shutForm } from './desk.ts'
import { PIN_LENGTH, pinIn } from './pin-fields.tsx'

function readUnlock(fields: Typed): Read<{ pin: string }> {
  const form = reader(fields)
  return { value: { pin: pinIn(form, 'pin') }, problems: form.problems }
}

async function unlock(hands: Hands, { pin }: { pin: string }): Promise<Result<null>> {
  const opened = await hands.vault.unlock(pin)
  if (opened.ok) return ok(null)
  // The store has wiped itself; what is left of the app goes with it.
  if (opened.code === 'vault.wiped') await hands.wipe()
  return opened
}

/** How many more times the PIN may be wrong, from the refusal that brought the person back. */
function triesLeft({ refusal }: Visit): number | null {
  const left = (refusal?.detail as { left?: unknown } | undefined)?.left
  return typeof left === 'number' ? left : null
}

export const unlockPage: FieldPage = {
  path: '/unlock',
  when: 'locked',
  async show(hands, visit) {
    const { t, href } = visit
    const form = formView(visit)
    const [left, unsent] = [triesLeft(visit), await hands.vault.unsent()]
    const title = t('field-app.unlock-title')
    const body = (
      <QuestionPage title={title} errors={{ title: form.problemTitle, errors: form.errors }}>
        {left !== null && <p>{t('field-app.tries-left', { count: left })}</p>}
        {unsent > 0 && <p>{t('field-app.unsent', { count: unsent })}</p>}
        <Form action={href('/unlock')} hidden={{ _form: visit.token }}>
          <TextField
            name="pin"
            type="password"
            label={t('field-app.pin')}
            error={form.error('pin')}
            autocomplete="off"
            size="medium"
            maxlength={PIN_LENGTH.most}
            required
          />
          <Buttons>
            <Button label={t('field-app.unlock')} />
          </Buttons>
        </Form>
      </QuestionPage>
    )
    return ok({ title, body })
  },
}

export const unlockForm: FieldForm = shutForm('locked', {
  path: '/unlock',
  read: readUnlock,
  run: unlock,
  again: unlockPage,
  next: () => '/screenings',
})
