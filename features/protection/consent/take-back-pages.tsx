import type { Translate } from '#knowledge/schema/words.ts'
import type { PublicAnswer, PublicRequest, PublicRoute } from '#server/http/public-route.ts'
import { Confirmation } from '#web/components/confirmation/confirmation.tsx'
import { Checkboxes } from '#web/components/form/choices.tsx'
import type { FieldError } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { type Opened, openPass, openReceipt, takeBack } from './take-back.ts'

/*
 * For the person herself, who is signed in to nothing. Whoever looks over her shoulder learns that somebody takes back a permission
 * for something; nothing on these pages names a person, an agency or what happened.
 */

const hrefOf = (t: Translate, path: string) => `/${t.language}${path}`

const textIn = ({ typed }: PublicRequest, name: string): string => {
  const value = typed[name]
  return typeof value === 'string' ? value : ''
}

function chosenIn({ typed }: PublicRequest): string[] {
  const value = typed.consents
  return Array.isArray(value) ? value : []
}

function ask({ t }: PublicRequest, errors: readonly FieldError[] = [], status = 200): PublicAnswer {
  const body = (
    <QuestionPage
      title={t('receipt.title')}
      lead={<p>{t('receipt.lead')}</p>}
      errors={{ title: t('shell.problems', { count: errors.length }), errors }}
    >
      <Form action={hrefOf(t, '/receipt')}>
        <TextField
          name="receipt"
          label={t('receipt.number')}
          hint={t('receipt.number-hint')}
          size="medium"
          maxlength={40}
          autocomplete="off"
          error={errors.find(each => each.at === 'receipt')?.text}
        />
        <Buttons>
          <Button label={t('receipt.show')} />
        </Buttons>
      </Form>
    </QuestionPage>
  )
  return { kind: 'screen', title: t('receipt.title'), body, status }
}

function choose(request: PublicRequest, opened: Opened, errors: readonly FieldError[] = []): PublicAnswer {
  const { t } = request
  const title = t('receipt.standing')
  if (opened.permissions.length === 0) {
    return { kind: 'screen', title, body: <QuestionPage title={title} lead={<p>{t('receipt.nothing')}</p>} /> }
  }
  const body = (
    <QuestionPage
      title={title}
      lead={<p>{t('receipt.standing-lead')}</p>}
      errors={{ title: t('shell.problems', { count: errors.length }), errors }}
    >
      <Form action={hrefOf(t, '/receipt/take-back')} hidden={{ pass: opened.pass }}>
        <Checkboxes
          id="consents"
          name="consents[]"
          label={t('receipt.which')}
          options={optionsOf(request, opened)}
          error={errors.find(each => each.at === 'consents')?.text}
        />
        <Buttons>
          <Button label={t('receipt.take-back')} />
          <Button kind="plain" name="all" value="yes" label={t('receipt.take-all')} />
        </Buttons>
      </Form>
    </QuestionPage>
  )
  return { kind: 'screen', title, body, status: errors.length > 0 ? 422 : 200 }
}

/** By number, day and what it is for, in words that a stranger may read. */
function optionsOf({ t, house }: PublicRequest, { permissions }: Opened) {
  const { purposes } = house.knowledge.consentForm
  return permissions.map(({ id, purpose, recordedAt }, index) => ({
    value: id,
    label: t('receipt.one', {
      number: index + 1,
      purpose: purposes.find(each => each.id === purpose)?.neutral[t.language] ?? '',
      day: t.day(recordedAt),
    }),
  }))
}

async function enter(request: PublicRequest): Promise<PublicAnswer> {
  const { house, ip, t } = request
  const wait = await house.auth.waitFor('receipt', ip)
  if (wait !== null) return ask(request, [{ text: t('receipt.wait', { minutes: Math.ceil(wait / 60) }) }], 429)
  const opened = await openReceipt(house, textIn(request, 'receipt').slice(0, 100))
  return opened ? choose(request, opened) : ask(request, [{ at: 'receipt', text: t('receipt.unknown') }], 422)
}

async function end(request: PublicRequest): Promise<PublicAnswer> {
  const { house, t } = request
  const pass = textIn(request, 'pass')
  const opened = await openPass(house, pass)
  if (!opened) return ask(request, [{ text: t('receipt.over') }], 422)
  const all = textIn(request, 'all') === 'yes'
  const known = opened.permissions.map(each => each.id)
  const chosen = all ? known : known.filter(id => chosenIn(request).includes(id))
  if (chosen.length === 0 && known.length > 0) {
    return choose(request, opened, [{ at: 'consents', text: t('receipt.choose') }])
  }
  const ended = await takeBack(house, pass, chosen)
  const body = (
    <Confirmation title={t('receipt.done')}>
      <p>{t('receipt.done-lead', { count: ended?.length ?? 0 })}</p>
      <Buttons>
        <Button kind="plain" href={hrefOf(t, '/receipt')} label={t('receipt.again')} />
      </Buttons>
    </Confirmation>
  )
  return { kind: 'screen', title: t('receipt.done'), body }
}

export const receiptRoutes: readonly PublicRoute[] = [
  { method: 'get', path: '/receipt', run: async request => ask(request) },
  { method: 'post', path: '/receipt', run: enter },
  // Where a reader changes the language or comes back after a form, the page begins anew.
  { method: 'get', path: '/receipt/take-back', run: async () => ({ kind: 'go', to: '/receipt' }) },
  { method: 'post', path: '/receipt/take-back', run: end },
]
