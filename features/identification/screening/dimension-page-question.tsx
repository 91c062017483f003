import { answerTo } from '#domain/screening/merge-answers.ts'
import { ANSWERS } from '#domain/screening/score.ts'
import type { Dimension, Indicator } from '#knowledge/schema/instrument.ts'
import { recordingAddress } from '#knowledge/schema/recording.ts'
import type { PublicLanguage } from '#knowledge/schema/words.ts'
import { formView } from '#server/http/form-view.ts'
import type { Visit } from '#server/http/page.ts'
import { Details } from '#web/components/details/details.tsx'
import { Answers } from '#web/components/form/choices.tsx'
import { TextArea } from '#web/components/form/text-field.tsx'
import { FROM_CHECK, type Opened, revising, spokenIn } from './page-parts.tsx'

/** `one`: the question that stands on the page by itself. */
export type Asked = Opened & { dimension: Dimension; one: Indicator | undefined }

/** The questions of a page, each with its number in the section. */
export const shownOn = ({ dimension, one }: Asked) =>
  [...dimension.indicators.entries()]
    .filter(([, each]) => !one || each === one)
    .map(([index, indicator]) => ({ indicator, number: index + 1 }))

type QuestionProps = { visit: Visit; asked: Asked; indicator: Indicator; number: number }

/** What a form carries along: the language that was chosen on the way, the question that it asks alone, and whether it leads back to the check page. */
export function carriedFields(visit: Visit, asked: Asked): Record<string, string> {
  const spoken = spokenIn(visit, asked)
  return {
    ...(revising(visit) && FROM_CHECK),
    ...(spoken && spoken !== asked.view.language && { spoken }),
    ...(asked.one && { one: String(asked.dimension.indicators.indexOf(asked.one) + 1) }),
  }
}

/** Where the question is recorded in a language; without a recording the device's own voice reads it. */
export function recordingOf({ instrument }: Asked, { audio }: Indicator, spoken: PublicLanguage): string | undefined {
  const file = audio?.[spoken]
  return file && recordingAddress(instrument.id, file)
}

/** The question as the person hears it. */
function heardAs({ visit, asked, indicator }: QuestionProps) {
  const spoken = spokenIn(visit, asked)
  if (!spoken || spoken === visit.t.language) return undefined
  return <span lang={spoken}>{indicator.question[spoken]}</span>
}

export function Question(props: QuestionProps) {
  const { visit, asked, indicator, number } = props
  const { t } = visit
  const question = `${asked.dimension.key}.${indicator.id}`
  const form = formView(visit)
  const heard = heardAs(props)
  return (
    <div
      class="field"
      data-aloud={heard ? '.hint > span' : 'legend'}
      data-audio={recordingOf(asked, indicator, spokenIn(visit, asked) ?? t.language)}
    >
      <Answers
        name={`answers[${question}]`}
        id={`answers.${question}`}
        label={`${number}. ${indicator.question[t.language]}`}
        hint={heard}
        options={ANSWERS.map(value => ({ value, label: t(`screening.answer-${value}`) }))}
        value={form.entry('answers', question) ?? answerTo(asked.view.answers, question)}
        error={form.error(`answers.${question}`)}
      />
      <Note visit={visit} asked={asked} question={question} number={number} />
    </div>
  )
}

type NoteProps = { visit: Visit; asked: Asked; question: string; number: number }

function Note({ visit, asked, question, number }: NoteProps) {
  const { t } = visit
  const form = formView(visit)
  // A form that comes back shows what was typed, even where that was nothing.
  const fresh = Object.keys(visit.typed).length === 0
  const value = fresh ? asked.view.notes[question] : form.entry('notes', question)
  const error = form.error(`notes.${question}`)
  return (
    <Details summary={t('screening.note', { number })} open={Boolean(value || error)}>
      <TextArea
        name={`notes[${question}]`}
        id={`notes.${question}`}
        label={t('screening.note-label', { number })}
        hint={t('screening.note-hint')}
        value={value}
        error={error}
        rows={2}
        maxlength={500}
      />
    </Details>
  )
}
