import { answerTo, type Kept as Chosen, clashes } from '#domain/screening/merge-answers.ts'
import type { Kept, Theirs } from '#domain/sending/kept.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { type Read, reader } from '#features/identification/screening/read-forms.ts'
import { KEEP } from '#features/identification/screening/save-dimension.ts'
import type { Instrument } from '#knowledge/schema/instrument.ts'
import { formView } from '#server/http/form-view.ts'
import type { Visit } from '#server/http/page.ts'
import type { Typed } from '#server/http/read-fields.ts'
import { Conflict, type ConflictField } from '#web/components/conflict/conflict.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { keepBeside, letGo, type Settle, settle } from './change-kept.ts'
import { type Desk, type FieldForm, type FieldPage, openForm } from './desk.ts'

type Torn = { kept: Kept; theirs: Theirs; instrument: Instrument }

function fieldOf(visit: Visit, { kept, theirs, instrument }: Torn, name: string): ConflictField {
  const { t } = visit
  const question = name.slice(name.indexOf('.') + 1)
  const [dimension, id] = question.split('.')
  const indicators = instrument.dimensions.find(each => each.key === dimension)?.indicators ?? []
  const text = indicators.find(each => each.id === id)?.question[t.language] ?? question
  if (name.startsWith('notes.')) {
    const sides = { yours: kept.notes[question] ?? '', theirs: theirs.notes[question] ?? '' }
    return { name, label: t('screening.conflict-note', { question: text }), ...sides }
  }
  const word = (told: Torn['kept']['answers']) => t.coded('screening.answer', answerTo(told, question) ?? 'unknown')
  // A "yes" protects; whoever takes it back does so knowingly.
  const side = answerTo(theirs.answers, question) === 'yes' ? 'theirs' : 'yours'
  return { name, label: text, yours: word(kept.answers), theirs: word(theirs.answers), kept: side }
}

function Finished({ visit, torn }: { visit: Visit; torn: Torn }) {
  const { t, href, token } = visit
  return (
    <Form action={href(`/screenings/${torn.kept.id}/conflict`)} hidden={{ _form: token }}>
      <p>{t('field-app.conflict-finished')}</p>
      <Buttons>
        <Button name="how" value="beside" label={t('field-app.conflict-beside')} />
        <Button kind="plain" name="how" value="let-go" label={t('field-app.conflict-let-go')} />
      </Buttons>
    </Form>
  )
}

function Body({ visit, torn }: { visit: Visit; torn: Torn }) {
  const { t, href, token } = visit
  const { kept, theirs } = torn
  const at = t.instant(new Date(theirs.at))
  const name = theirs.by ?? t('field-app.somebody')
  const who = t('field-app.conflict-theirs', { name, at })
  const fields = clashes(kept, theirs).map(name => fieldOf(visit, torn, name))
  if (theirs.status === 'completed') return <Finished visit={visit} torn={torn} />
  return (
    <Form action={href(`/screenings/${kept.id}/conflict`)} hidden={{ _form: token }}>
      <Conflict
        title={t('screening.conflict-title')}
        explains={t('field-app.conflict-explains', { name, at })}
        labels={{ yours: t('field-app.conflict-yours', { at: t.instant(new Date(kept.savedAt)) }), theirs: who }}
        empty={t('shell.nothing')}
        fields={fields}
      />
      <Buttons>
        <Button name="how" value="settle" label={t('screening.conflict-save')} />
      </Buttons>
    </Form>
  )
}

export const conflictPage: FieldPage = {
  path: '/screenings/:screeningId/conflict',
  when: 'open',
  async show(desk, visit) {
    const { t, href, params } = visit
    const kept = await desk.vault.get<Kept>('screening', params.screeningId ?? '')
    const theirs = kept?.sending.theirs
    if (!kept || !theirs) return refuse('screening.not-found')
    const instrument = await desk.asking.askedBy(kept.instrument, kept.instrumentVersion)
    const form = formView(visit)
    const title = t('field-app.see-conflict')
    const body = (
      <QuestionPage
        title={title}
        back={{ href: href('/screenings'), label: t('field-app.kept-title') }}
        errors={{ title: form.problemTitle, errors: form.errors }}
      >
        <Body visit={visit} torn={{ kept, theirs, instrument }} />
      </QuestionPage>
    )
    return ok({ title, body })
  },
}

type Decided = Settle & { how: 'settle' | 'beside' | 'let-go' }

function readDecided(fields: Typed, params: Record<string, string>): Read<Decided> {
  const form = reader(fields)
  const how = form.required('how', form.code('how', ['settle', 'beside', 'let-go'] as const)) ?? 'settle'
  const kept: Chosen = {}
  for (const each of form.strangers()) {
    const side = each.startsWith(KEEP) ? form.code(each, ['yours', 'theirs'] as const) : undefined
    if (side) kept[each.slice(KEEP.length)] = side
  }
  return { value: { how, kept, screeningId: params.screeningId ?? '' }, problems: form.problems }
}

function decide(desk: Desk, { how, ...decided }: Decided): Promise<Result<{ id: string }>> {
  if (how === 'beside') return keepBeside(desk, decided)
  return how === 'let-go' ? letGo(desk, decided) : settle(desk, decided)
}

export const conflictForm: FieldForm = openForm({
  path: '/screenings/:screeningId/conflict',
  read: readDecided,
  run: decide,
  again: conflictPage,
  next: () => '/screenings',
})
