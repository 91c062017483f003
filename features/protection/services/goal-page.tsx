import { CASE_LEADERS } from '#domain/access/roles.ts'
import { GOAL_STATUSES, LAST_PRIORITY, VOICES } from '#domain/services/goals.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import { type FormView, formView } from '#server/http/form-view.ts'
import { action, type Page, type Visit } from '#server/http/page.ts'
import { Radios } from '#web/components/form/choices.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { TextArea } from '#web/components/form/text-field.tsx'
import { GivenBlock } from '#web/components/given/given.tsx'
import { addGoal } from './add-goal.ts'
import { changeGoal } from './change-goal.ts'
import { options, ownPlan, PlanQuestion, planPath } from './own-plan-page.tsx'
import { AddGoal, ChangeGoal, LONGEST } from './record.ts'

type FieldProps = { visit: Visit; form: FormView }

function Priority({ visit: { t }, form }: FieldProps) {
  const numbers = Array.from({ length: LAST_PRIORITY }, (_, index) => String(index + 1))
  return (
    <SelectField
      name="priority"
      label={t('services.priority')}
      hint={t('services.priority-hint')}
      options={numbers.map(value => ({ value, label: value }))}
      value={form.value('priority')}
      error={form.error('priority')}
      required
    />
  )
}

export const newGoalPage: Page = {
  path: '/cases/:caseId/plan/goals/new',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const own = await ownPlan(ctx, visit)
    if (!own.ok) return own
    const { t } = visit
    const form = formView(visit, { voice: 'person', priority: '1' })
    const title = t('services.add-goal')
    const shared = { visit, form, caseId: own.value.caseId, to: '/goals/new', button: t('shell.save') }
    const body = (
      <PlanQuestion {...shared} title={title} lead={t('services.add-goal-lead')}>
        <Radios
          name="voice"
          label={t('services.voice')}
          options={VOICES.map(value => ({
            value,
            label: t.coded('services.voice', value),
            hint: t.coded('services.voice-hint', value),
          }))}
          value={form.value('voice')}
          error={form.error('voice')}
          required
        />
        <TextArea
          name="text"
          label={t('services.goal-text')}
          hint={t('services.goal-text-hint')}
          value={form.value('text')}
          error={form.error('text')}
          maxlength={LONGEST}
          required
        />
        <Priority visit={visit} form={form} />
      </PlanQuestion>
    )
    return ok({ title, body })
  },
}

export const goalPage: Page = {
  path: '/cases/:caseId/plan/goals/:goalId',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const own = await ownPlan(ctx, visit)
    if (!own.ok) return own
    const goal = own.value.goals.find(each => each.id === visit.params.goalId)
    if (!goal) return refuse('goal.not-found')
    const { t } = visit
    const form = formView(visit, { priority: String(goal.priority), status: goal.status })
    const title = t('services.change-goal')
    const shared = { visit, form, caseId: own.value.caseId, to: `/goals/${goal.id}`, button: t('shell.save') }
    const body = (
      <PlanQuestion {...shared} title={title} hidden={{ version: String(goal.version) }}>
        <GivenBlock text={goal.text} />
        <Radios
          name="status"
          label={t('services.goal-status')}
          options={options(t, 'services.goal-status', GOAL_STATUSES)}
          value={form.value('status')}
          error={form.error('status')}
          required
        />
        <Priority visit={visit} form={form} />
        <TextArea
          name="text"
          label={t('services.new-words')}
          hint={t('services.new-words-hint')}
          value={form.value('text')}
          error={form.error('text')}
          maxlength={LONGEST}
        />
      </PlanQuestion>
    )
    return ok({ title, body })
  },
}

const next = (_: unknown, { caseId }: Record<string, string>) => planPath(caseId ?? '', '#goals')
const access = CASE_LEADERS

export const newGoalAction = action({
  path: '/cases/:caseId/plan/goals/new',
  access,
  input: AddGoal,
  run: addGoal,
  again: newGoalPage,
  next,
})
export const goalAction = action({
  path: '/cases/:caseId/plan/goals/:goalId',
  access,
  input: ChangeGoal,
  run: changeGoal,
  again: goalPage,
  next,
})
