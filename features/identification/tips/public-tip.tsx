import type { VNode } from 'preact'
import { inFours } from '#domain/tips/receipt.ts'
import { PUBLIC_LANGUAGES, type PublicLanguage } from '#knowledge/schema/words.ts'
import { Calls } from '#server/http/calls.tsx'
import { problemsOf } from '#server/http/problems.ts'
import type { PublicAnswer, PublicRequest, PublicRoute } from '#server/http/public-route.ts'
import { Confirmation } from '#web/components/confirmation/confirmation.tsx'
import type { FieldError } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { findDesk, leaveTip } from './leave-tip.ts'
import { newSlip, receiptOf } from './passes.ts'
import { LeaveTip } from './record.ts'
import { FileQuestion, type Filled, problemErrors, Questions, troubleError, Words } from './tip-page-form.tsx'

/*
 * For somebody who is signed in to nothing and wants to be known by nothing. The title tells a stranger nothing; no cookie is set, and
 * nothing stands in an address.
 */

export type Asked = PublicRequest<PublicLanguage>
export const hrefOf = ({ t }: Asked, path: string) => `/${t.language}${path}`
export const screen = ({ t }: Asked, body: VNode, status = 200): PublicAnswer => ({
  kind: 'screen',
  title: t('tips.tab'),
  body,
  status,
  own: true,
})

function Before({ asked }: { asked: Asked }) {
  const { t, house } = asked
  return (
    <>
      <h2>{t('tips.danger-title')}</h2>
      <p>{t('tips.danger-lead')}</p>
      <Calls t={t} country={house.country} />
      <h2>{t('tips.how-title')}</h2>
      <ul>
        <li>{t('tips.how-sealed')}</li>
        <li>{t('tips.how-unknown')}</li>
        <li>{t('tips.how-number')}</li>
        <li>{t('tips.how-long', { days: house.country.tips.keptDays })}</li>
      </ul>
      <h2>{t('tips.not-title')}</h2>
      <ul>
        <li>{t('tips.not-follow')}</li>
        <li>{t('tips.not-device')}</li>
        <li>{t('tips.not-name')}</li>
      </ul>
    </>
  )
}

function ask(asked: Asked, errors: readonly FieldError[] = [], status = 200): PublicAnswer {
  const { t, house, typed } = asked
  const filled: Filled = { t, house, typed, errors }
  const known = typeof typed.slip === 'string' && receiptOf(house, typed.slip) ? typed.slip : newSlip(house)
  const body = (
    <QuestionPage
      title={t('tips.title')}
      lead={<p>{t('tips.lead')}</p>}
      errors={{ title: t('shell.problems', { count: errors.length }), errors }}
    >
      {errors.length === 0 && (
        <p>
          <a href={hrefOf(asked, '/tip/follow')}>{t('tips.have-number')}</a>
        </p>
      )}
      {errors.length === 0 && <Before asked={asked} />}
      {status === 503 && <Calls t={t} country={house.country} />}
      <h2>{t('tips.form-title')}</h2>
      <Form action={hrefOf(asked, '/tip')} hidden={{ slip: known }} multipart>
        <Words filled={filled} label={t('tips.words')} hint={t('tips.words-hint')} />
        <Questions filled={filled} />
        <FileQuestion filled={filled} />
        <Buttons>
          <Button label={t('tips.send')} />
        </Buttons>
      </Form>
    </QuestionPage>
  )
  return screen(asked, body, status)
}

/** Nobody can answer: nothing is asked for and nothing is taken. */
function nobody(asked: Asked): PublicAnswer {
  const { t, house } = asked
  const body = (
    <QuestionPage title={t('tips.nobody-title')} lead={<p>{t('tips.nobody-lead')}</p>}>
      <Calls t={t} country={house.country} />
    </QuestionPage>
  )
  return screen(asked, body, 503)
}

function given(asked: Asked, receipt: string): PublicAnswer {
  const { t } = asked
  const body = (
    <Confirmation
      title={t('tips.receipt-title')}
      reference={{ label: t('tips.receipt-number'), value: inFours(receipt) }}
    >
      <p>
        <strong>{t('tips.receipt-once')}</strong>
      </p>
      <p>{t('tips.receipt-keep')}</p>
      <p>{t('tips.receipt-next')}</p>
      <Buttons>
        <Button kind="plain" href={hrefOf(asked, '/tip/follow')} label={t('tips.receipt-read')} />
      </Buttons>
    </Confirmation>
  )
  return screen(asked, body)
}

async function open(asked: Asked): Promise<PublicAnswer> {
  return (await findDesk(asked.house, undefined)) ? ask(asked) : nobody(asked)
}

async function leave(asked: Asked): Promise<PublicAnswer> {
  const { house, t, typed, file, ip } = asked
  // Words that another page has prepared: shown for the sender to change, and nothing is taken yet.
  if (typed.draft !== undefined) return ask(asked)
  const wait = await house.turnstile.pass('tip', ip)
  if (wait !== null) return ask(asked, [{ text: t('tips.wait', { minutes: Math.ceil(wait / 60) }) }], 429)
  const parsed = LeaveTip.safeParse(typed, { reportInput: true })
  if (!parsed.success) return ask(asked, problemErrors(t, problemsOf(parsed.error)), 422)
  const { slip = '', traces, ...told } = parsed.data
  const receipt = receiptOf(house, slip)
  if (!receipt) return ask(asked, [troubleError(t, 'over')], 422)
  const left = await leaveTip(house, { told: { ...told, language: t.language }, receipt, traces, file })
  if (!('trouble' in left)) return given(asked, receipt)
  if (left.trouble === 'nobody-answers') return nobody(asked)
  return ask(asked, [troubleError(t, left.trouble)], left.trouble === 'unreachable' ? 503 : 422)
}

const languages = PUBLIC_LANGUAGES

export const tipRoutes: readonly PublicRoute[] = [
  { method: 'get', path: '/tip', languages, run: open },
  { method: 'post', path: '/tip', languages, upload: true, run: leave },
]
