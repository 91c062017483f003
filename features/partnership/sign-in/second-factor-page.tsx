import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { errorAt, errorsOf, hiddenOf, hrefOf, type PageProps } from './answering.ts'

/**
 * The code of the authenticator app, or a backup code instead. One form sends to the other, so that a kept form comes
 * along.
 */
export function SecondFactorPage({ t, kept, errors, backup }: PageProps & { backup: boolean }) {
  const kind = backup ? 'backup' : 'code'
  return (
    <QuestionPage title={t(`sign-in.${kind}-title`)} lead={t(`sign-in.${kind}-lead`)} errors={errorsOf(t, errors)}>
      <Form action={hrefOf(t, '/second-factor')} hidden={{ ...hiddenOf(kept), by: kind }}>
        <TextField
          name="code"
          label={t(`sign-in.${kind}-field`)}
          hint={t(`sign-in.${kind}-hint`)}
          inputmode={backup ? 'text' : 'numeric'}
          maxlength={30}
          size="medium"
          autocomplete={backup ? 'off' : 'one-time-code'}
          error={errorAt(errors, 'code')}
          required
        />
        <Buttons>
          <Button label={t('sign-in.continue')} />
          <Button kind="plain" name="turn" value="yes" label={t(backup ? 'sign-in.use-app' : 'sign-in.use-backup')} />
        </Buttons>
      </Form>
      <p>
        <a href={hrefOf(t, '/sign-in')}>{t('sign-in.start-again')}</a>
      </p>
    </QuestionPage>
  )
}
