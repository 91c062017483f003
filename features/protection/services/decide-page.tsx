import { CASE_LEADERS } from '#domain/access/roles.ts'
import { protectedAsChild } from '#domain/cases/case.ts'
import { GIVEN_BY, HOW } from '#domain/consent/consent.ts'
import { CHILD_VIEWS, CLOSE_REASONS, FOLLOW_UP_OUTCOMES } from '#domain/services/plan.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import { type FormView, formView } from '#server/http/form-view.ts'
import { action, type Page, type Visit } from '#server/http/page.ts'
import { Checkboxes, Radios } from '#web/components/form/choices.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { TextArea } from '#web/components/form/text-field.tsx'
import { agreePlan } from './agree-plan.ts'
import { closePlan } from './close-plan.ts'
import { options, ownPlan, PlanQuestion, planPath } from './own-plan-page.tsx'
import { AgreePlan, ClosePlan, LONGEST, RecordFollowUp } from './record.ts'
import { recordFollowUp } from './record-follow-up.ts'

type FieldProps = { visit: Visit; form: FormView }
type ChoiceProps = FieldProps & {
  name: string
  label: string
  hint?: string
  prefix: string
  values: readonly string[]
}

export function Choice({ visit: { t }, form, name, label, hint, prefix, values }: ChoiceProps) {
  return (
    <Radios
      name={name}
      label={label}
      hint={hint}
      options={options(t, prefix, values)}
      value={form.value(name)}
      error={form.error(name)}
      required
    />
  )
}

export function Words({ visit: { t }, form, label }: FieldProps & { label: string }) {
  return (
    <TextArea
      name="words"
      label={label}
      hint={t('services.words-hint')}
      value={form.value('words')}
      error={form.error('words')}
      maxlength={LONGEST}
    />
  )
}

export const agreePage: Page = {
  path: '/cases/:caseId/plan/agree',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const own = await ownPlan(ctx, visit)
    if (!own.ok) return own
    const { caseId, ageGroup, plan } = own.value
    const { t } = visit
    const child = protectedAsChild(ageGroup)
    const form = formView(visit, { givenBy: child ? undefined : 'self', language: ctx.house.country.languages[0] })
    const languages = ctx.house.country.languages.map(value => ({ value, label: t.languageName(value) }))
    const title = t('services.agree')
    const shared = { visit, form, caseId, to: '/agree', button: title, hidden: { version: String(plan.version) } }
    const choice = { visit, form }
    const body = (
      <PlanQuestion {...shared} title={title} lead={t(child ? 'services.agree-child-lead' : 'services.agree-lead')}>
        <Choice
          {...choice}
          name="givenBy"
          label={t('consent.given-by')}
          prefix="consent.given-by"
          values={child ? GIVEN_BY.filter(each => each !== 'self') : ['self']}
        />
        {child && (
          <Choice
            {...choice}
            name="childView"
            label={t('services.child-view')}
            hint={t('services.child-view-hint')}
            prefix="services.child-view"
            values={CHILD_VIEWS}
          />
        )}
        <Choice {...choice} name="how" label={t('consent.how')} prefix="consent.how" values={HOW} />
        <SelectField
          name="language"
          label={t('services.language')}
          options={languages}
          value={form.value('language')}
          error={form.error('language')}
          required
        />
        <Checkboxes
          name="interpreter"
          label={t('services.interpreter')}
          options={[{ value: 'on', label: t('services.interpreter-there') }]}
          values={form.ticked('interpreter') ? ['on'] : []}
        />
        <Words {...choice} label={t('services.her-words')} />
      </PlanQuestion>
    )
    return ok({ title, body })
  },
}

export const closePage: Page = {
  path: '/cases/:caseId/plan/close',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const own = await ownPlan(ctx, visit)
    if (!own.ok) return own
    const { t } = visit
    const form = formView(visit)
    const title = t('services.close')
    const hidden = { version: String(own.value.plan.version) }
    const shared = { visit, form, caseId: own.value.caseId, to: '/close', button: title, hidden }
    const { followUpMonths } = ctx.house.country.supportPlan
    const lead = t('services.close-lead', { months: followUpMonths.join(', ') })
    const body = (
      <PlanQuestion {...shared} title={title} lead={lead} danger>
        <Choice
          visit={visit}
          form={form}
          name="reason"
          label={t('services.close-reason')}
          prefix="services.close-reason"
          values={CLOSE_REASONS}
        />
      </PlanQuestion>
    )
    return ok({ title, body })
  },
}

export const followUpPage: Page = {
  path: '/cases/:caseId/plan/follow-ups/:followUpId',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const own = await ownPlan(ctx, visit)
    if (!own.ok) return own
    const talk = own.value.followUps.find(each => each.id === visit.params.followUpId)
    if (!talk || talk.outcome) return refuse('follow-up.not-found')
    const { t } = visit
    const form = formView(visit)
    const title = t('services.after-months', { months: talk.months })
    const shared = { visit, form, caseId: own.value.caseId, to: `/follow-ups/${talk.id}`, button: t('shell.save') }
    const body = (
      <PlanQuestion {...shared} title={title} lead={t('services.follow-up-lead')}>
        <Choice
          visit={visit}
          form={form}
          name="outcome"
          label={t('services.follow-up-outcome')}
          prefix="services.follow-up-outcome"
          values={FOLLOW_UP_OUTCOMES}
        />
        <Words visit={visit} form={form} label={t('services.note')} />
      </PlanQuestion>
    )
    return ok({ title, body })
  },
}

const access = CASE_LEADERS
const next = (_: unknown, { caseId }: Record<string, string>) => planPath(caseId ?? '')

export const decideActions = [
  action({ path: '/cases/:caseId/plan/agree', access, input: AgreePlan, run: agreePlan, again: agreePage, next }),
  action({ path: '/cases/:caseId/plan/close', access, input: ClosePlan, run: closePlan, again: closePage, next }),
  action({
    path: '/cases/:caseId/plan/follow-ups/:followUpId',
    access,
    input: RecordFollowUp,
    run: recordFollowUp,
    again: followUpPage,
    next,
  }),
]
