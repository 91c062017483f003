import { noonOf } from '#domain/shared/dates.ts'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import { problemsOf } from '#server/http/problems.ts'
import type { PublicAnswer, PublicRoute } from '#server/http/public-route.ts'
import type { FieldError } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import { GivenBlock } from '#web/components/given/given.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { type Conversation, followTip, openTip, openTipPass } from './follow-tip.ts'
import { type Asked, hrefOf, screen } from './public-tip.tsx'
import { FollowTip } from './record.ts'
import { FileQuestion, type Filled, problemErrors, troubleError, Words } from './tip-page-form.tsx'

const textIn = ({ typed }: Asked, name: string): string => {
  const value = typed[name]
  return typeof value === 'string' ? value : ''
}

/** Where a pass is over, the words that were typed stand on the page, to be copied or sent again after the number. */
function ask(asked: Asked, errors: readonly FieldError[] = [], status = 200): PublicAnswer {
  const { t } = asked
  const words = textIn(asked, 'words')
  const body = (
    <QuestionPage
      title={t('tips.follow-title')}
      lead={<p>{t('tips.follow-lead')}</p>}
      errors={{ title: t('shell.problems', { count: errors.length }), errors }}
    >
      <Form action={hrefOf(asked, '/tip/follow')} hidden={words ? { words } : {}}>
        <TextField
          name="receipt"
          label={t('tips.number')}
          hint={t('tips.number-hint')}
          size="medium"
          inputmode="numeric"
          maxlength={60}
          error={errors.find(each => each.at === 'receipt')?.text}
        />
        <Buttons>
          <Button label={t('tips.show')} />
        </Buttons>
      </Form>
    </QuestionPage>
  )
  return screen(asked, body, status)
}

function Said({ asked: { t }, said }: { asked: Asked; said: Conversation['said'] }) {
  return (
    <ol class="time">
      {said.map(each => (
        <li key={each.id} class={each.by === 'desk' ? 'good' : 'plain'}>
          <p class="when">
            {t.coded('tips.by', each.by)} · <time dateTime={each.on}>{t.day(noonOf(each.on))}</time>
          </p>
          <GivenBlock text={each.words} />
          {each.files > 0 && <p>{t('tips.files', { count: each.files })}</p>}
        </li>
      ))}
    </ol>
  )
}

type Showing = { errors?: readonly FieldError[]; added?: boolean; status?: number }

function show(asked: Asked, opened: Conversation, { errors = [], added, status }: Showing = {}): PublicAnswer {
  const { t, house, typed } = asked
  const filled: Filled = { t, house, typed: added ? {} : typed, errors }
  const answered = opened.said.some(each => each.by === 'desk')
  const body = (
    <QuestionPage
      title={t('tips.conversation')}
      errors={{ title: t('shell.problems', { count: errors.length }), errors }}
    >
      {added && <Notification kind="success" title={t('tips.added')} />}
      {!answered && <p>{t('tips.no-answer')}</p>}
      {opened.status === 'closed' && <p>{t('tips.closed-note')}</p>}
      <Said asked={asked} said={opened.said} />
      <h2>{t('tips.more-title')}</h2>
      <Form action={hrefOf(asked, '/tip/follow/more')} hidden={{ pass: opened.pass }} multipart>
        <Words filled={filled} label={t('tips.more-words')} />
        <FileQuestion filled={filled} />
        <Buttons>
          <Button label={t('tips.send')} />
        </Buttons>
      </Form>
    </QuestionPage>
  )
  return screen(asked, body, status)
}

async function enter(asked: Asked): Promise<PublicAnswer> {
  const { house, t, ip } = asked
  const wait = await house.turnstile.pass('receipt', ip)
  if (wait !== null) return ask(asked, [{ text: t('tips.wait', { minutes: Math.ceil(wait / 60) }) }], 429)
  const opened = await openTip(house, textIn(asked, 'receipt').slice(0, 100))
  return opened ? show(asked, opened) : ask(asked, [{ at: 'receipt', text: t('tips.unknown') }], 422)
}

async function more(asked: Asked): Promise<PublicAnswer> {
  const { house, t, typed, file, ip } = asked
  const pass = textIn(asked, 'pass')
  const opened = await openTipPass(house, pass)
  if (!opened) return ask(asked, [troubleError(t, 'over')], 422)
  const wait = await house.turnstile.pass('tip', ip)
  if (wait !== null) {
    const errors = [{ text: t('tips.wait', { minutes: Math.ceil(wait / 60) }) }]
    return show(asked, opened, { errors, status: 429 })
  }
  const parsed = FollowTip.safeParse(typed, { reportInput: true })
  if (!parsed.success) return show(asked, opened, { errors: problemErrors(t, problemsOf(parsed.error)), status: 422 })
  const done = await followTip(house, { ...parsed.data, file })
  if ('trouble' in done) {
    if (done.trouble === 'over') return ask(asked, [troubleError(t, 'over')], 422)
    return show(asked, opened, { errors: [troubleError(t, done.trouble)], status: 422 })
  }
  const now = await openTipPass(house, pass)
  return now ? show(asked, now, { added: true }) : ask(asked, [troubleError(t, 'over')], 422)
}

const languages = PUBLIC_LANGUAGES

export const tipFollowRoutes: readonly PublicRoute[] = [
  { method: 'get', path: '/tip/follow', languages, run: async asked => ask(asked) },
  { method: 'post', path: '/tip/follow', languages, run: enter },
  // Where a reader changes the language or comes back, the page begins anew.
  { method: 'get', path: '/tip/follow/more', languages, run: async () => ({ kind: 'go', to: '/tip/follow' }) },
  { method: 'post', path: '/tip/follow/more', languages, upload: true, run: more },
]
