import { hasEnd } from '#domain/residence/residence.ts'
import type { FormView } from '#server/http/form-view.ts'
import { Radios } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import { LinkList } from '#web/components/link-list/link-list.tsx'
import { LETTERS } from './letter.ts'
import type { ResidenceSheet } from './residence-page.tsx'

type FormProps = { sheet: ResidenceSheet; form: FormView }

const OF_ANSWER: readonly string[] = ['outcome', 'answeredOn', 'fromOn', 'untilOn']
const WITH_END: readonly string[] = ['fromOn', 'untilOn']

/** What is wrong, each line with the field that it leads to. An answer's fields have ids of their own; what no form shows has none. */
export function placedErrors({ sheet, form }: FormProps): FormView['errors'] {
  const { keeps, steps, next } = sheet
  const answered = steps.find(each => keeps && each.outcome === null && each.kind === form.value('kind'))
  return form.errors.map(({ at, text }) => {
    if (!at) return { text }
    if (!OF_ANSWER.includes(at)) return keeps && next.length > 0 ? { at, text } : { text }
    const shown = answered && (hasEnd(answered.kind) || !WITH_END.includes(at))
    return shown ? { at: `${answered.kind}-${at}`, text } : { text }
  })
}

export function PetitionForm({ sheet, form }: FormProps) {
  const { visit, caseId, next, today } = sheet
  const { t, href, token } = visit
  if (next.length === 0) return null
  return (
    <>
      <h2>{t('residence.petition')}</h2>
      <Form action={href(`/cases/${caseId}/residence/petition`)} hidden={{ _form: token }}>
        <Radios
          name="kind"
          label={t('residence.asked-for')}
          error={form.error('kind')}
          value={form.value('kind')}
          options={next.map(kind => ({ value: kind, label: t(`residence.kind-${kind}`) }))}
        />
        <TextField
          name="petitionedOn"
          type="date"
          label={t('residence.petitioned-on')}
          error={form.error('petitionedOn')}
          value={form.value('petitionedOn') ?? today}
          size="medium"
        />
        <Buttons>
          <Button label={t('residence.petition-save')} />
        </Buttons>
      </Form>
    </>
  )
}

/** One form for each petition that waits. Its fields have ids of their own, since several may stand on the page. */
export function AnswerForms({ sheet, form }: FormProps) {
  const { visit, caseId, steps, today } = sheet
  const { t, href, token } = visit
  const dayField = (kind: string, name: 'answeredOn' | 'fromOn' | 'untilOn', value?: string) => (
    <TextField
      id={`${kind}-${name}`}
      name={name}
      type="date"
      label={t(`residence.${DAY_WORDS[name]}`)}
      error={form.value('kind') === kind ? form.error(name) : undefined}
      value={(form.value('kind') === kind ? form.value(name) : undefined) ?? value}
      size="medium"
    />
  )
  return steps
    .filter(each => each.outcome === null)
    .map(({ kind, id }) => (
      <section key={id} aria-label={t('residence.answer-to', { what: t(`residence.kind-${kind}`) })}>
        <h2>{t('residence.answer-to', { what: t(`residence.kind-${kind}`) })}</h2>
        <Form action={href(`/cases/${caseId}/residence/answer`)} hidden={{ _form: token, kind }}>
          <Radios
            id={`${kind}-outcome`}
            name="outcome"
            label={t('residence.answer')}
            error={form.value('kind') === kind ? form.error('outcome') : undefined}
            value={form.value('kind') === kind ? form.value('outcome') : undefined}
            options={(['granted', 'refused'] as const).map(value => ({
              value,
              label: t(`residence.outcome-${value}`),
            }))}
          />
          {dayField(kind, 'answeredOn', today)}
          {hasEnd(kind) && dayField(kind, 'fromOn')}
          {hasEnd(kind) && dayField(kind, 'untilOn')}
          <Buttons>
            <Button label={t('residence.answer-save')} />
          </Buttons>
        </Form>
      </section>
    ))
}

const DAY_WORDS = { answeredOn: 'answered-on', fromOn: 'from-on', untilOn: 'until-on' } as const

export function LetterLinks({ sheet: { visit, caseId, next } }: { sheet: ResidenceSheet }) {
  const { t, href } = visit
  const items = LETTERS.filter(each => next.includes(each)).flatMap(letter =>
    (['ru', 'kk'] as const).map(language => ({
      href: `${href(`/cases/${caseId}/residence/letter`)}?letter=${letter}&language=${language}`,
      label: t('residence.letter-link', {
        letter: t(`residence.letter-${letter}`),
        language: t.languageName(language),
      }),
    })),
  )
  if (items.length === 0) return null
  return (
    <>
      <h2>{t('residence.letters')}</h2>
      <p>{t('residence.letters-lead')}</p>
      <LinkList items={items} />
    </>
  )
}
