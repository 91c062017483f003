import { CASE_LEADERS } from '#domain/access/roles.ts'
import { PLANNED_SERVICES } from '#domain/services/service.ts'
import { ok } from '#domain/shared/result.ts'
import { formView } from '#server/http/form-view.ts'
import { action, type Page } from '#server/http/page.ts'
import { SelectField } from '#web/components/form/select-field.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import { addService } from './add-service.ts'
import { options, ownPlan, PlanQuestion, planPath } from './own-plan-page.tsx'
import { AddService } from './record.ts'

export const newServicePage: Page = {
  path: '/cases/:caseId/plan/services/new',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const own = await ownPlan(ctx, visit)
    if (!own.ok) return own
    const { t } = visit
    const form = formView(visit)
    const title = t('services.add-service')
    const shared = { visit, form, caseId: own.value.caseId, to: '/services/new', button: t('shell.save') }
    const day = (name: string, label: string) => (
      <TextField
        name={name}
        type="date"
        size="medium"
        label={label}
        value={form.value(name)}
        error={form.error(name)}
      />
    )
    const body = (
      <PlanQuestion {...shared} title={title} lead={t('services.add-service-lead')}>
        <SelectField
          name="service"
          label={t('services.service')}
          options={options(t, 'referrals.service', PLANNED_SERVICES)}
          value={form.value('service')}
          error={form.error('service')}
          empty={t('shell.nothing')}
          required
        />
        {day('fromOn', t('services.from-planned'))}
        {day('untilOn', t('services.until-planned'))}
      </PlanQuestion>
    )
    return ok({ title, body })
  },
}

export const newServiceAction = action({
  path: '/cases/:caseId/plan/services/new',
  access: CASE_LEADERS,
  input: AddService,
  run: addService,
  again: newServicePage,
  next: ({ id }, { caseId }) => planPath(caseId ?? '', `/services/${id}`),
})
