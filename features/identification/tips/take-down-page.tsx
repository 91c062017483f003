import { ok } from '#domain/shared/result.ts'
import { formView } from '#server/http/form-view.ts'
import type { Page, Screen, Visit } from '#server/http/page.ts'
import { Confirmation } from '#web/components/confirmation/confirmation.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { DESK } from './record.ts'
import { Questions, Words } from './tip-page-form.tsx'

export const takeDownPage: Page = {
  path: '/tips/new',
  access: DESK,
  async show({ house }, visit) {
    const { t, href, token, typed } = visit
    const form = formView(visit)
    const errors = form.errors
    const body = (
      <QuestionPage
        title={t('tips-desk.take-down')}
        lead={<p>{t('tips-desk.take-down-lead')}</p>}
        back={{ href: href('/tips'), label: t('shell.back') }}
        errors={{ title: form.problemTitle, errors }}
      >
        <Form action={href('/tips/new')} hidden={{ _form: token }}>
          <Words filled={{ t, house, typed, errors }} label={t('tips-desk.told')} />
          <SelectField
            name="language"
            label={t('tips-desk.language')}
            options={house.country.languages.map(value => ({ value, label: t.languageName(value) }))}
            value={form.value('language')}
            error={form.error('language')}
          />
          <Questions filled={{ t, house, typed, errors }} />
          <Buttons>
            <Button label={t('tips-desk.take-down-send')} />
          </Buttons>
        </Form>
      </QuestionPage>
    )
    return ok({ title: t('tips-desk.take-down'), body })
  },
}

/** Shown this once: the caller writes it down while the operator reads it out. */
export function receiptScreen({ receipt }: { receipt: string }, { t, href }: Visit): Screen {
  const body = (
    <Confirmation title={t('tips-desk.taken-down')} reference={{ label: t('tips.receipt-number'), value: receipt }}>
      <p>
        <strong>{t('tips-desk.read-out')}</strong>
      </p>
      <p>{t('tips-desk.read-out-lead')}</p>
      <Buttons>
        <Button kind="plain" href={href('/tips')} label={t('tips-desk.title')} />
      </Buttons>
    </Confirmation>
  )
  return { title: t('tips-desk.taken-down'), body }
}
