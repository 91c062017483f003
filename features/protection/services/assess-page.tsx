import { CASE_LEADERS } from '#domain/access/roles.ts'
import { DANGER_LEVELS, DANGER_REASONS, DANGERS } from '#domain/services/dangers.ts'
import { NEED_LEVELS, NEEDS } from '#domain/services/needs.ts'
import { ok } from '#domain/shared/result.ts'
import { type FormView, formView } from '#server/http/form-view.ts'
import { action, type Page, type Visit } from '#server/http/page.ts'
import { Answers, Checkboxes } from '#web/components/form/choices.tsx'
import { TextArea } from '#web/components/form/text-field.tsx'
import type { Assessed } from './answers.ts'
import { assessDangers, assessNeeds } from './assess.ts'
import { options, ownPlan, PlanQuestion, planPath } from './own-plan-page.tsx'
import { AssessDangers, AssessNeeds, LONGEST } from './record.ts'

type LevelsProps = {
  visit: Visit
  form: FormView
  prefix: string
  topics: readonly string[]
  levels: readonly string[]
  seen: Assessed | null
}

/** One row a topic. Whatever is left open stays "not asked". */
function Levels({ visit: { t }, form, prefix, topics, levels, seen }: LevelsProps) {
  return topics.map(topic => (
    <Answers
      key={topic}
      name={`levels[${topic}]`}
      id={`levels.${topic}`}
      label={t.coded(prefix, topic)}
      options={options(t, `${prefix}-level`, levels)}
      value={form.entry('levels', topic) ?? seen?.levels[topic] ?? 'not-known'}
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
        <Levels visit={visit} form={form} prefix="services.need" topics={NEEDS} levels={NEED_LEVELS} seen={needs} />
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
    const levels = { prefix: 'services.danger', topics: DANGERS, levels: DANGER_LEVELS, seen: dangers }
    const body = (
      <PlanQuestion {...shared} title={t('services.assess-dangers')} lead={t('services.assess-dangers-lead')}>
        <Levels visit={visit} form={form} {...levels} />
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
