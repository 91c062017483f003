import { AGE_GROUPS } from '#domain/cases/case.ts'
import { ANSWERS } from '#domain/screening/score.ts'
import type { Instrument } from '#knowledge/schema/instrument.ts'
import { textIn } from '#knowledge/schema/languages.ts'
import type { PublicLanguage, Translate } from '#knowledge/schema/words.ts'
import type { PublicRequest } from '#server/http/public-route.ts'
import { Answers } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import type { SelfCheck } from './self-check.ts'

export type Asked = PublicRequest<PublicLanguage>

type Props = { asked: Asked; instrument: Instrument; given?: SelfCheck | undefined }

/** What is wrong with a form that came back, in one sentence. */
function wrongIn(t: Translate<PublicLanguage>, given: SelfCheck | undefined): string | undefined {
  if (!given || given.again) return undefined
  if (given.bad) return t('self-check.bad')
  return given.said ? undefined : t('self-check.nothing')
}

function Questions({ asked: { t }, instrument, given }: Props) {
  const options = ANSWERS.map(value => ({ value, label: t(`hand-over.${value}`) }))
  return instrument.dimensions.map(({ key, title, indicators }) => (
    <section key={key}>
      <h2>{textIn(title, t.language)}</h2>
      {indicators.map(({ id, question }) => (
        <Answers
          key={id}
          name={`answers[${key}.${id}]`}
          id={id}
          label={textIn(question, t.language)}
          options={options}
          value={given?.answers[`${key}.${id}`] ?? given?.answers[id]}
        />
      ))}
    </section>
  ))
}

/** All questions on one page: on a slow line each further page is a wait, and an answer that is carried nowhere is seen nowhere. */
export function QuestionsPage({ asked, instrument, given }: Props) {
  const { t } = asked
  const wrong = wrongIn(t, given)
  const first = instrument.dimensions[0]?.indicators[0]?.id
  return (
    <QuestionPage
      title={textIn(instrument.title, t.language)}
      lead={<p>{textIn(instrument.description, t.language)}</p>}
      errors={wrong ? { title: wrong, errors: [{ at: first, text: t('self-check.answer-here') }] } : undefined}
    >
      <ul>
        <li>{t('self-check.kept')}</li>
        <li>{t('self-check.open')}</li>
        <li>{t('self-check.device')}</li>
      </ul>
      <p>
        <a href={`/${t.language}/help`}>{t('self-check.call-now')}</a>
      </p>
      <Form action={`/${t.language}/check`}>
        <Questions asked={asked} instrument={instrument} given={given} />
        <Answers
          name="age"
          label={t('self-check.age')}
          hint={t('self-check.age-hint')}
          options={AGE_GROUPS.map(value => ({ value, label: t(`self-check.age-${value}`) }))}
          value={given?.age}
        />
        <Buttons>
          <Button label={t('self-check.show')} />
        </Buttons>
      </Form>
    </QuestionPage>
  )
}
