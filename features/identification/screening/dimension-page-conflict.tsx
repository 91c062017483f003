import { answerTo, clashes, type Told } from '#domain/screening/merge-answers.ts'
import type { Answer } from '#domain/screening/score.ts'
import type { Visit } from '#server/http/page.ts'
import { Conflict, type ConflictField } from '#web/components/conflict/conflict.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { type Asked, carriedFields } from './dimension-page-question.tsx'

const recordOf = (value: unknown): Record<string, string> =>
  value && typeof value === 'object' && !Array.isArray(value) ? { ...(value as Record<string, string>) } : {}

const typedIn = ({ typed }: Visit): Told => ({
  answers: recordOf(typed.answers) as Record<string, Answer>,
  notes: recordOf(typed.notes),
})

/** Everything that was typed, as the form sent it, so that only the choice is asked again. */
const carried = ({ answers, notes }: Told): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(answers).map(([question, answer]) => [`answers[${question}]`, answer])),
  ...Object.fromEntries(Object.entries(notes).map(([question, note]) => [`notes[${question}]`, note])),
})

function fieldOf(visit: Visit, asked: Asked, yours: Told, name: string): ConflictField {
  const { t } = visit
  const question = name.slice(name.indexOf('.') + 1)
  const indicator = asked.dimension.indicators.find(each => question === `${asked.dimension.key}.${each.id}`)
  const text = indicator?.question[t.language] ?? ''
  if (name.startsWith('notes.')) {
    const sides = { yours: yours.notes[question] ?? '', theirs: asked.view.notes[question] ?? '' }
    return { name, label: t('screening.conflict-note', { question: text }), ...sides, kept: 'yours' }
  }
  const [mine, stored] = [yours.answers[question] ?? 'unknown', answerTo(asked.view.answers, question) ?? 'unknown']
  const word = (answer: Answer) => t.coded('screening.answer', answer)
  // A "yes" protects; whoever takes it back does so knowingly.
  return { name, label: text, yours: word(mine), theirs: word(stored), kept: stored === 'yes' ? 'theirs' : 'yours' }
}

type ConflictFormProps = { visit: Visit; asked: Asked; address: string }

/** A colleague was faster: both answers side by side, and the rest of the form kept. */
export function ConflictForm({ visit, asked, address }: ConflictFormProps) {
  const { t, token, typed } = visit
  const yours = typedIn(visit)
  const fields = clashes(yours, asked.view).map(name => fieldOf(visit, asked, yours, name))
  const after = typeof typed.after === 'string' ? typed.after : 'continue'
  const version = String(asked.view.version)
  const hidden = { _form: token, version, after, ...carriedFields(visit, asked), ...carried(yours) }
  return (
    <Form action={address} hidden={hidden}>
      <Conflict
        title={t('screening.conflict-title')}
        explains={t('screening.conflict-explains')}
        labels={{ yours: t('screening.conflict-yours'), theirs: t('screening.conflict-theirs') }}
        empty={t('shell.nothing')}
        fields={fields}
      />
      <Buttons>
        <Button label={t('screening.conflict-save')} />
      </Buttons>
    </Form>
  )
}
