import { CASE_LEADERS } from '#domain/access/roles.ts'
import { DANGER_LEVELS, DANGER_REASONS, DANGERS } from '#domain/services/dangers.ts'
import { NEED_LEVELS, NEEDS } from '#domain/services/needs.ts'
import { ok } from '#domain/shared/result.ts'
import { type FormView, formView } from '#server/http/form-view.ts'
import { action, type Page, type Visit } from '#server/http/page.ts'
import { Answers, Checkboxes } from '#web/components/form/choices.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { TextArea } from '#web/components/form/text-field.tsx'
import type { Assessed } from './answers.ts'
import { assessDangers, assessNeeds } from './assess.ts'
import { options, ownPlan, PlanQuestion, planPath } from './own-plan-page.tsx'
import { AssessDangers, AssessNeeds, LONGEST } from './record.ts'

type LevelsProps = { visit: Visit; form: FormView; seen: Assessed | null }

/** What is chosen for a topic: what was typed, else the look before, else that nobody asked. */
const chosen = ({ form, seen }: LevelsProps, topic: string) =>
  form.entry('levels', topic) ?? seen?.levels[topic] ?? 'not-known'

/** One row a topic, four answers side by side. Whatever is left open stays "not asked". */
function NeedLevels(props: LevelsProps) {
  const { visit, form } = props
  return NEEDS.map(topic => (
    <Answers
      key={topic}
      name={`levels[${topic}]`}
      id={`levels.${topic}`}
      label={visit.t.coded('services.need', topic)}
      options={options(visit.t, 'services.need-level', NEED_LEVELS)}
      value={chosen(props, topic)}
      error={form.error(`levels.${topic}`)}
    />
  ))
}

/** Five answers do not stand side by side on a phone. */
function DangerLevels(props: LevelsProps) {
  const { visit, form } = props
  return DANGERS.map(topic => (
    <SelectField
      key={topic}
      name={`levels[${topic}]`}
      id={`levels.${topic}`}
      label={visit.t.coded('services.danger', topic)}
      options={options(visit.t, 'services.danger-level', DANGER_LEVELS)}
      value={chosen(props, topic)}
      error={form.error(`levels.${topic}`)}
    />
  ))
}

function Note({ visit: { t }, form }: { visit: Visit; form: FormView }) {
  return (
    <TextArea
      name="note"
      label={t('services.note')}
      hint={t('services.note-hint')}
      value={form.value('note')}
      error={form.error('note')}
      maxlength={LONGEST}
    />
  )
}

export const needsPage: Page = {
  path: '/cases/:caseId/plan/needs',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const own = await ownPlan(ctx, visit)
    if (!own.ok) return own
    const { caseId, needs } = own.value
    const { t } = visit
    const form = formView(visit)
    const shared = { visit, form, caseId, to: '/needs', button: t('shell.save') }
    const body = (
      <PlanQuestion {...shared} title={t('services.assess-needs')} lead={t('services.assess-needs-lead')}>
        <NeedLevels visit={visit} form={form} seen={needs} />
        <Note visit={visit} form={form} />
      </PlanQuestion>
    )
    return ok({ title: t('services.assess-needs'), body })
  },
}

export const dangersPage: Page = {
  path: '/cases/:caseId/plan/dangers',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const own = await ownPlan(ctx, visit)
    if (!own.ok) return own
    const { caseId, dangers } = own.value
    const { t } = visit
    const form = formView(visit, { reasons: dangers?.reasons })
    const shared = { visit, form, caseId, to: '/dangers', button: t('shell.save') }
    const body = (
      <PlanQuestion {...shared} title={t('services.assess-dangers')} lead={t('services.assess-dangers-lead')}>
        <DangerLevels visit={visit} form={form} seen={dangers} />
        <Checkboxes
          name="reasons[]"
          id="reasons"
          label={t('services.reasons')}
          hint={t('services.reasons-hint')}
          options={options(t, 'services.reason', DANGER_REASONS)}
          values={form.values('reasons')}
          error={form.error('reasons')}
        />
        <Note visit={visit} form={form} />
      </PlanQuestion>
    )
    return ok({ title: t('services.assess-dangers'), body })
  },
}

const next = (_: unknown, { caseId }: Record<string, string>) => planPath(caseId ?? '', '#needs')
const access = CASE_LEADERS

export const needsAction = action({
  path: '/cases/:caseId/plan/needs',
  access,
  input: AssessNeeds,
  run: assessNeeds,
  again: needsPage,
  next,
})
export const dangersAction = action({
  path: '/cases/:caseId/plan/dangers',
  access,
  input: AssessDangers,
  run: assessDangers,
  again: dangersPage,
  next,
})
