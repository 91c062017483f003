import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import { Given } from '#web/components/given/given.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { errorAt, errorsOf, hrefOf, type PageProps } from './answering.ts'

/** Opened by a one-time link: a colleague who was invited, or who lost her password. */
export function ChoosePasswordPage({ t, errors, email, action }: PageProps & { email: string; action: string }) {
  return (
    <QuestionPage title={t('sign-in.choose-title')} errors={errorsOf(t, errors)}>
      <p>
        {t('sign-in.choose-account')} <Given text={email} />
      </p>
      <Form action={hrefOf(t, action)}>
        <NewPassword t={t} errors={errors} />
        <Buttons>
          <Button label={t('sign-in.choose-submit')} />
        </Buttons>
      </Form>
    </QuestionPage>
  )
}

export function ChangePasswordPage({ t, errors }: PageProps) {
  return (
    <QuestionPage title={t('sign-in.change-title')} lead={t('sign-in.change-lead')} errors={errorsOf(t, errors)}>
      <Form action={hrefOf(t, '/change-password')}>
        <TextField
          name="current"
          type="password"
          label={t('sign-in.current')}
          maxlength={200}
          autocomplete="current-password"
          error={errorAt(errors, 'current')}
          required
        />
        <NewPassword t={t} errors={errors} />
        <Buttons>
          <Button label={t('sign-in.change-submit')} />
          <Button kind="plain" href={hrefOf(t, '')} label={t('sign-in.to-start')} />
        </Buttons>
      </Form>
    </QuestionPage>
  )
}

function NewPassword({ t, errors }: Pick<PageProps, 't' | 'errors'>) {
  return (
    <>
      <TextField
        name="password"
        type="password"
        label={t('sign-in.new-password')}
        hint={t('sign-in.new-password-hint')}
        maxlength={200}
        autocomplete="new-password"
        error={errorAt(errors, 'password')}
        required
      />
      <TextField
        name="again"
        type="password"
        label={t('sign-in.again')}
        maxlength={200}
        autocomplete="new-password"
        error={errorAt(errors, 'again')}
        required
      />
    </>
  )
}
