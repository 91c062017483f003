import type { FormView } from '#server/http/form-view.ts'
import type { Screen, Visit } from '#server/http/page.ts'
import { Confirmation } from '#web/components/confirmation/confirmation.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import type { ShownCode } from './make-code.ts'

/** Where the app on the phone lives: start/field-worker.ts. */
const APP = '/field/'

export function CodeForm({ visit, form, path }: { visit: Visit; form: FormView; path: string }) {
  const { t, href, token } = visit
  return (
    <Form action={href(path)} hidden={{ _form: token }}>
      <h2>{t('devices.new')}</h2>
      <p>{t('devices.new-lead')}</p>
      <TextField
        name="label"
        label={t('devices.new-label')}
        hint={t('devices.new-label-hint')}
        size="medium"
        maxlength={80}
        value={form.value('label')}
        error={form.error('label')}
        required
      />
      <Buttons>
        <Button label={t('devices.make-code')} />
      </Buttons>
    </Form>
  )
}

/** Shown this once, with what to do on the phone. */
export const codeScreen =
  (back: (made: ShownCode) => string) =>
  (made: ShownCode, { t, href }: Visit): Screen => {
    const title = t('devices.code-ready')
    const body = (
      <>
        <Confirmation title={title} reference={{ label: t('devices.code'), value: made.code }}>
          <p>
            <strong>{t('devices.code-lead')}</strong> {t('devices.code-valid', { minutes: made.minutes })}
          </p>
        </Confirmation>
        <h2>{t('devices.on-phone')}</h2>
        <ol>
          <li>
            {t('devices.on-phone-open')} <strong>{`${made.origin}${APP}`}</strong>
          </li>
          <li>{t('devices.on-phone-type')}</li>
          <li>{t('devices.on-phone-pin')}</li>
        </ol>
        <p>{t('devices.code-safely')}</p>
        <p>
          <a href={href(back(made))}>{t('devices.back')}</a>
        </p>
      </>
    )
    return { title, body }
  }
