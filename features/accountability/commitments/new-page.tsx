import { INDICATORS, TARGET_STEP } from '#domain/commitments/indicators.ts'
import { SECTORS } from '#domain/commitments/measure.ts'
import { ok } from '#domain/shared/result.ts'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import { type FormView, formView } from '#server/http/form-view.ts'
import { action, type Page, type Visit } from '#server/http/page.ts'
import { Radios } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { TextArea, TextField } from '#web/components/form/text-field.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { addMeasure } from './add-measure.ts'
import { AnsweredChoice } from './answered-choice.tsx'
import { listRecommendations } from './recommended.ts'
import { AddMeasure, KEEPERS } from './record.ts'

type Props = { visit: Visit; form: FormView }

function Titles({ visit: { t }, form }: Props) {
  return (
    <div id="title">
      {PUBLIC_LANGUAGES.map(each => (
        <TextArea
          key={each}
          name={`title[${each}]`}
          id={`title.${each}`}
          label={`${t('commitments-desk.measure')}: ${t.languageName(each)}`}
          rows={2}
          maxlength={200}
          value={form.entry('title', each)}
          error={form.error(`title.${each}`)}
        />
      ))}
    </div>
  )
}

function Counted({ visit: { t }, form }: Props) {
  return (
    <>
      <SelectField
        name="indicator"
        label={t('commitments-desk.indicator')}
        hint={t('commitments-desk.indicator-hint')}
        empty={t('commitments-desk.no-indicator')}
        options={INDICATORS.map(value => ({ value, label: t(`commitments.indicator-${value}`) }))}
        value={form.value('indicator')}
        error={form.error('indicator')}
      />
      <TextField
        name="target"
        label={t('commitments-desk.target')}
        hint={t('commitments-desk.target-hint', { step: TARGET_STEP })}
        size="short"
        inputmode="numeric"
        maxlength={7}
        value={form.value('target')}
        error={form.error('target')}
      />
    </>
  )
}

function Promised({ visit: { t }, form }: Props) {
  const field = (name: string) => ({ name, value: form.value(name), error: form.error(name) })
  return (
    <>
      <Radios
        {...field('sector')}
        label={t('commitments.sector')}
        options={SECTORS.map(value => ({ value, label: t(`commitments.sector-${value}`) }))}
      />
      <TextField
        {...field('promisedBy')}
        label={t('commitments.by')}
        hint={t('commitments-desk.by-hint')}
        maxlength={200}
      />
      <TextField {...field('dueOn')} label={t('commitments.due-on')} type="date" size="medium" />
      <TextField
        {...field('budget')}
        label={t('commitments-desk.budget')}
        hint={t('commitments-desk.budget-hint')}
        maxlength={200}
      />
    </>
  )
}

export const newMeasurePage: Page = {
  path: '/measures/new',
  access: KEEPERS,
  async show(ctx, visit) {
    const { t, href, token } = visit
    const form = formView(visit)
    const body = (
      <QuestionPage
        title={t('commitments-desk.new')}
        lead={<p>{t('commitments-desk.new-lead')}</p>}
        back={{ href: href('/measures'), label: t('shell.back') }}
        errors={{ title: form.problemTitle, errors: form.errors }}
      >
        <Form action={href('/measures/new')} hidden={{ _form: token }}>
          <Titles visit={visit} form={form} />
          <Promised visit={visit} form={form} />
          <Counted visit={visit} form={form} />
          <AnsweredChoice visit={visit} form={form} all={await listRecommendations(ctx)} />
          <Buttons>
            <Button label={t('commitments-desk.enter')} />
          </Buttons>
        </Form>
      </QuestionPage>
    )
    return ok({ title: t('commitments-desk.new'), body })
  },
}

export const newMeasureAction = action({
  path: '/measures/new',
  access: KEEPERS,
  input: AddMeasure,
  run: addMeasure,
  again: newMeasurePage,
  next: ({ id }) => `/measures/${id}`,
})
