import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { errorAt, errorsOf, hiddenOf, hrefOf, type PageProps } from './answering.ts'

export function SignInPage({ t, kept, errors, email }: PageProps & { email: string }) {
  return (
    <QuestionPage title={t('sign-in.title')} lead={t('sign-in.lead')} errors={errorsOf(t, errors)}>
      {kept && (
        <Notification kind="info" title={t('sign-in.ended')}>
          <p>{t('sign-in.ended-lead')}</p>
        </Notification>
      )}
      <Form action={hrefOf(t, '/sign-in')} hidden={hiddenOf(kept)}>
        <TextField
          name="email"
          type="email"
          label={t('sign-in.email')}
          value={email}
          maxlength={254}
          autocomplete="username"
          error={errorAt(errors, 'email')}
          required
        />
        <TextField
          name="password"
          type="password"
          label={t('sign-in.password')}
          maxlength={200}
          autocomplete="current-password"
          error={errorAt(errors, 'password')}
          required
        />
        <Buttons>
          <Button label={t('sign-in.submit')} />
        </Buttons>
      </Form>
      <p class="soft">{t('sign-in.forgotten')}</p>
    </QuestionPage>
  )
}
