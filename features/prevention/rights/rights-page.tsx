import type { RightAnswer } from '#domain/rights/rights.ts'
import { noonOf } from '#domain/shared/dates.ts'
import type { Rights } from '#knowledge/schema/rights.ts'
import { PUBLIC_LANGUAGES, type WordKey } from '#knowledge/schema/words.ts'
import { type Problem, problemsOf } from '#server/http/problems.ts'
import type { PublicAnswer, PublicRoute } from '#server/http/public-route.ts'
import { Call } from '#web/components/call/call.tsx'
import type { FieldError } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { LinkList } from '#web/components/link-list/link-list.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { Answers, Offices } from './answer-view.tsx'
import { type Asked, answersIn, dayAsked, hrefOf, rightsIn, screen } from './asked.ts'
import { Carried } from './carried.tsx'
import { LetterChoice, lettersOf } from './letter-choice.tsx'
import { Questions } from './question-form.tsx'
import { AskRights } from './record.ts'

/* For somebody who is signed in to nothing. What she answers is read, answered and forgotten. */

function ask(asked: Asked, errors: readonly FieldError[] = [], status = 200): PublicAnswer {
  const { t, typed } = asked
  const body = (
    <QuestionPage
      title={t('rights.title')}
      lead={
        <>
          <p>{t('rights.lead')}</p>
          <p>{t('rights.not-stored')}</p>
        </>
      }
      errors={{ title: t('shell.problems', { count: errors.length }), errors }}
    >
      <Questions filled={{ asked, typed, errors }} />
      <p>
        <a href={hrefOf(asked, '/rights/letter')}>{t('rights.letter')}</a>
      </p>
    </QuestionPage>
  )
  return screen(asked, body, status)
}

/** Whom to call, whatever the rules say. */
function Calls({ asked: { t, house } }: { asked: Asked }) {
  return house.country.hotlines.map(({ id, number, for: whom, status }) => (
    <Call
      key={id}
      number={number}
      href={`tel:${number.replaceAll(' ', '')}`}
      lines={[t(whom === 'emergency' ? 'tips.emergency' : 'shell.hotline')]}
      caution={status === 'verified' ? undefined : t('shell.unverified')}
    />
  ))
}

function Further({ asked, told }: { asked: Asked; told: AskRights }) {
  const { t } = asked
  return (
    <>
      <h2>{t('rights.further')}</h2>
      <Calls asked={asked} />
      <LinkList
        items={[
          { href: hrefOf(asked, '/help'), label: t('rights.to-help'), about: t('rights.to-help-about') },
          { href: hrefOf(asked, '/tip'), label: t('rights.to-tip'), about: t('rights.to-tip-about') },
        ]}
      />
      <Form action={hrefOf(asked, '/rights')}>
        <Carried told={told} />
        <Buttons>
          <Button kind="plain" name="again" value="on" label={t('rights.change')} />
        </Buttons>
      </Form>
    </>
  )
}

/** The rules of that country are not among ours. */
function elsewhere(asked: Asked, told: AskRights): PublicAnswer {
  const { t } = asked
  const body = (
    <QuestionPage title={t('rights.other-title')} lead={<p>{t('rights.other-lead')}</p>}>
      <Further asked={asked} told={told} />
    </QuestionPage>
  )
  return screen(asked, body)
}

type Told = { told: AskRights; rights: Rights; answers: readonly RightAnswer[]; day: string }

function answered(asked: Asked, { told, rights, answers, day }: Told): PublicAnswer {
  const { t, house } = asked
  const seen = { t, house, rights, answers }
  const place = { country: t.countryName(rights.country), day: t.day(noonOf(day)) }
  const body = (
    <QuestionPage
      title={t('rights.answer-title')}
      lead={
        <>
          <p>{t('rights.answer-lead', place)}</p>
          <p>{t('rights.note')}</p>
        </>
      }
    >
      <Answers seen={seen} />
      <Offices seen={seen} />
      <LetterChoice asked={asked} letters={lettersOf(rights, answers)} told={told} />
      <Further asked={asked} told={told} />
    </QuestionPage>
  )
  return screen(asked, body)
}

async function reply(asked: Asked): Promise<PublicAnswer> {
  const { t, house, typed } = asked
  const parsed = AskRights.safeParse(typed, { reportInput: true })
  if (!parsed.success) return ask(asked, sayProblems(asked, problemsOf(parsed.error)), 422)
  const told = parsed.data
  if (told.again) return ask(asked)
  const asking = dayAsked(house, told)
  const errors: FieldError[] = [
    ...(told.happened.length === 0 ? [{ at: 'happened', text: t('rights.happened-missing') }] : []),
    ...('trouble' in asking ? [{ at: 'on', text: t.coded('rights.on', asking.trouble) }] : []),
  ]
  if (errors.length > 0 || 'trouble' in asking) return ask(asked, errors, 422)
  const rights = rightsIn(house, told.where)
  if (!rights) return elsewhere(asked, told)
  return answered(asked, { told, rights, answers: answersIn(house, rights, told, asking.day), day: asking.day })
}

const sayProblems = ({ t }: Asked, problems: readonly Problem[]): FieldError[] =>
  problems.map(({ at, why, max }) => ({
    ...(why !== 'unknown-field' && { at: at.startsWith('on-') ? 'on' : at.split('.')[0] }),
    text: t(`fields.${why}` as WordKey, max === undefined ? {} : { max }),
  }))

const languages = PUBLIC_LANGUAGES

export const rightsRoutes: readonly PublicRoute[] = [
  { method: 'get', path: '/rights', languages, run: async asked => ask(asked) },
  { method: 'post', path: '/rights', languages, run: reply },
]
