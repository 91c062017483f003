import { answerTo } from '#domain/screening/merge-answers.ts'
import type { Indicator } from '#knowledge/schema/instrument.ts'
import { textIn } from '#knowledge/schema/languages.ts'
import type { PublicLanguage } from '#knowledge/schema/words.ts'
import type { Visit } from '#server/http/page.ts'
import { Answers } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form, Hidden } from '#web/components/form/form.tsx'
import { type Asked, carriedFields, recordingOf, shownOn } from './dimension-page-question.tsx'
import { handOverWords } from './hand-over-words.ts'
import { addressOf, spokenIn } from './page-parts.tsx'
import { HANDED } from './save-dimension.ts'

/** Whether the phone is in the person's hands. A form that came back with a problem is the official's again. */
export const handed = ({ query, refusal, problems }: Visit) =>
  query.hand === HANDED.hand && !refusal && problems.length === 0

type Words = ReturnType<typeof handOverWords>

function answersIn(t: Words) {
  return [
    { value: 'yes', label: t('hand-over.yes') },
    { value: 'no', label: t('hand-over.no') },
    { value: 'unknown', label: t('hand-over.unknown') },
  ]
}

/** What the script of the field app says to her: web/islands/field/aloud.ts. */
function Aloud({ t }: { t: Words }) {
  return (
    <p
      hidden
      role="status"
      data-read={t('hand-over.read')}
      data-stop={t('hand-over.stop')}
      data-headphones={t('hand-over.headphones')}
      data-no-voice={t('hand-over.no-voice')}
    />
  )
}

type QuestionProps = { asked: Asked; spoken: PublicLanguage; t: Words; indicator: Indicator }

function Question({ asked, spoken, t, indicator }: QuestionProps) {
  const question = `${asked.dimension.key}.${indicator.id}`
  return (
    <div class="field" data-aloud="legend" data-audio={recordingOf(asked, indicator, spoken)}>
      <Answers
        name={`answers[${question}]`}
        id={`answers.${question}`}
        label={textIn(indicator.question, spoken)}
        options={answersIn(t)}
        value={answerTo(asked.view.answers, question)}
      />
    </div>
  )
}

/** Nothing that the official wrote or that a result says. Her answers lead back to the official's page of the same questions. */
export function HandOver({ visit, asked }: { visit: Visit; asked: Asked }) {
  const { view, dimension } = asked
  const spoken = spokenIn(visit, asked) ?? visit.t.language
  const t = handOverWords(spoken)
  const shown = shownOn(asked).map(each => each.indicator)
  const noted = shown.flatMap(({ id }) => {
    const note = view.notes[`${dimension.key}.${id}`]
    return note === undefined ? [] : [[`${dimension.key}.${id}`, note] as const]
  })
  const hidden = { _form: visit.token, version: String(view.version), ...carriedFields(visit, asked) }
  return (
    <div class="hand" lang={spoken}>
      <h1>{t('hand-over.title')}</h1>
      <p>{t('hand-over.lead')}</p>
      <Aloud t={t} />
      <Form action={addressOf(visit, view.id, `/${dimension.key}`)} hidden={hidden} kept>
        {noted.map(([question, note]) => (
          <Hidden key={question} name={`notes[${question}]`} value={note} />
        ))}
        {shown.map(indicator => (
          <Question key={indicator.id} asked={asked} spoken={spoken} t={t} indicator={indicator} />
        ))}
        <Buttons>
          <Button name="after" value={`in-${spoken}`} label={t('hand-over.done')} />
        </Buttons>
      </Form>
    </div>
  )
}
