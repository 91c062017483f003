import type { Translate } from '#knowledge/schema/words.ts'
import { Confirmation } from '#web/components/confirmation/confirmation.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { hiddenOf, hrefOf, type PageProps } from './answering.ts'

/** Too long between password and code. A form that waits goes along. */
export function ExpiredPage({ t, kept }: PageProps) {
  return (
    <>
      <Headline title={t('sign-in.expired-title')} lead={t('sign-in.expired-lead')} />
      <Form action={hrefOf(t, '/sign-in')} hidden={{ ...hiddenOf(kept), start: 'yes' }}>
        <Buttons>
          <Button label={t('sign-in.start-again')} />
        </Buttons>
      </Form>
    </>
  )
}

export function SignedOutPage({ t }: { t: Translate }) {
  return (
    <Confirmation title={t('sign-in.signed-out-title')}>
      <p>{t('sign-in.signed-out-lead')}</p>
      <Buttons>
        <Button href={hrefOf(t, '/sign-in')} label={t('sign-in.sign-in-again')} />
      </Buttons>
    </Confirmation>
  )
}

export function LinkGonePage({ t }: { t: Translate }) {
  return (
    <>
      <Headline title={t('sign-in.link-gone-title')} lead={t('sign-in.link-gone-lead')} />
      <p>
        <a href={hrefOf(t, '/sign-in')}>{t('sign-in.to-sign-in')}</a>
      </p>
    </>
  )
}

/** A password was chosen or changed; `to` is where one goes from there. */
export function PasswordSetPage({ t, to }: { t: Translate; to: 'sign-in' | 'start' }) {
  const chosen = to === 'sign-in'
  return (
    <Confirmation title={t(chosen ? 'sign-in.chosen-title' : 'sign-in.changed-title')}>
      <p>{t(chosen ? 'sign-in.chosen-lead' : 'sign-in.changed-lead')}</p>
      <Buttons>
        <Button
          href={hrefOf(t, chosen ? '/sign-in' : '')}
          label={t(chosen ? 'sign-in.to-sign-in' : 'sign-in.to-start')}
        />
      </Buttons>
    </Confirmation>
  )
}
