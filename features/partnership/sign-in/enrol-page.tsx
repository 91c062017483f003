import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import { QrPicture } from '#web/components/qr-picture/qr-picture.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'
import { errorAt, errorsOf, hiddenOf, hrefOf, type PageProps } from './answering.ts'

const ENROL = '/second-factor/enrol'

/** First: the password once more, so that a computer left open cannot be used to lock its owner out. */
export function EnrolPage({ t, kept, errors }: PageProps) {
  return (
    <QuestionPage title={t('sign-in.enrol-title')} lead={t('sign-in.enrol-lead')} errors={errorsOf(t, errors)}>
      <p>{t('sign-in.enrol-app')}</p>
      <Form action={hrefOf(t, ENROL)} hidden={hiddenOf(kept)}>
        <TextField
          name="password"
          type="password"
          label={t('sign-in.password')}
          hint={t('sign-in.enrol-password')}
          maxlength={200}
          autocomplete="current-password"
          error={errorAt(errors, 'password')}
          required
        />
        <Buttons>
          <Button label={t('sign-in.continue')} />
        </Buttons>
      </Form>
    </QuestionPage>
  )
}

export type Secret = { uri: string; secret: string; sealed: string }

// Groups of four can be typed without losing one's place.
const grouped = (secret: string) => secret.match(/.{1,4}/g)?.join(' ') ?? secret

/**
 * Second: the secret goes into the app, and a code from it proves that it did. `sealed` brings the secret back after
 * a wrong code.
 */
export function SecretPage({ t, kept, errors, uri, secret, sealed }: PageProps & Secret) {
  return (
    <QuestionPage title={t('sign-in.secret-title')} lead={t('sign-in.secret-lead')} errors={errorsOf(t, errors)}>
      <p>
        <QrPicture text={uri} title={t('sign-in.secret-picture')} />
      </p>
      <p>
        <a href={uri}>{t('sign-in.secret-link')}</a>
      </p>
      <SummaryList rows={[{ label: t('sign-in.secret-key'), value: <code>{grouped(secret)}</code> }]} />
      <Form action={hrefOf(t, ENROL)} hidden={{ ...hiddenOf(kept), sealed }}>
        <TextField
          name="code"
          label={t('sign-in.code-field')}
          hint={t('sign-in.secret-code')}
          inputmode="numeric"
          maxlength={30}
          size="medium"
          autocomplete="one-time-code"
          error={errorAt(errors, 'code')}
          required
        />
        <Buttons>
          <Button label={t('sign-in.continue')} />
        </Buttons>
      </Form>
    </QuestionPage>
  )
}

/** Third: the backup codes, this once. */
export function BackupCodesPage({ t, kept, codes }: PageProps & { codes: readonly string[] }) {
  return (
    <QuestionPage title={t('sign-in.codes-title')} lead={t('sign-in.codes-lead')}>
      <ul>
        {codes.map(code => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Form action={hrefOf(t, ENROL)} hidden={hiddenOf(kept)}>
        <Buttons>
          <Button label={t('sign-in.codes-kept')} />
        </Buttons>
      </Form>
    </QuestionPage>
  )
}
