import { CASE_LEADERS } from '#domain/access/roles.ts'
import { protectedAsChild } from '#domain/cases/case.ts'
import { firstInForce } from '#domain/law/rule-in-force.ts'
import {
  CONSENT_AGES,
  KNOWN,
  PROCEEDINGS_STATES,
  RETURN_RULES,
  SERVICES_STATES,
  WISHES,
} from '#domain/services/return.ts'
import { dayIn } from '#domain/shared/dates.ts'
import { ok } from '#domain/shared/result.ts'
import type { Rule } from '#knowledge/schema/law.ts'
import type { Ctx } from '#server/db/transact.ts'
import { type FormView, formView } from '#server/http/form-view.ts'
import { action, type Page, type Visit } from '#server/http/page.ts'
import { Details } from '#web/components/details/details.tsx'
import { Choice } from './decide-page.tsx'
import { judgeReturn } from './judge-return.ts'
import { type Begun, ownPlan, PlanQuestion, planPath } from './own-plan-page.tsx'
import { JudgeReturn } from './record.ts'

/** The rules of return that are in force in the country today, as they are cited. */
function rulesOf(ctx: Ctx): Rule[] {
  const { knowledge, country } = ctx.house
  const today = dayIn(country.timeZone, ctx.now)
  return Object.values(RETURN_RULES)
    .map(rule => firstInForce(knowledge.lawsOf(country), rule, today))
    .filter(rule => rule !== null)
}

function Rules({ visit: { t }, rules }: { visit: Visit; rules: readonly Rule[] }) {
  return (
    <Details summary={t('services.return-rules')}>
      <ul>
        {rules.map(rule => (
          <li key={rule.id}>
            {rule.title[t.language]} ({rule.cite.act}, {rule.cite.article})
            {rule.status === 'unverified' && `. ${t('cases.rule-unverified')}`}
          </li>
        ))}
      </ul>
    </Details>
  )
}

type PartProps = { visit: Visit; form: FormView; plan: Begun }

/** What the records say by themselves is not asked again. */
function Known({ visit: { t, href }, plan }: PartProps) {
  const danger = plan.dangers?.levels['on-return'] ?? 'not-known'
  return (
    <ul>
      <li>
        {t('services.return-danger', { level: t.coded('services.danger-level', danger) })}{' '}
        <a href={href(planPath(plan.caseId, '/dangers'))}>{t('services.assess-dangers')}</a>
      </li>
      <li>
        {t('services.return-consent')}{' '}
        <a href={href(`/cases/${plan.caseId}/consents/new?purpose=cross-border-transfer`)}>
          {t('cases.record-consent')}
        </a>
      </li>
    </ul>
  )
}

function Child({ visit, form, limit }: { visit: Visit; form: FormView; limit: Rule | undefined }) {
  const { t } = visit
  const shared = { visit, form }
  const years = limit?.value.kind === 'duration' ? limit.value.amount : null
  return (
    <>
      {years !== null && (
        <Choice
          {...shared}
          name="consentAge"
          label={t('services.consent-age', { years })}
          prefix="services.consent-age"
          values={CONSENT_AGES}
        />
      )}
      <Choice
        {...shared}
        name="childAgrees"
        label={t('services.child-agrees')}
        prefix="services.known"
        values={KNOWN}
      />
      <Choice {...shared} name="received" label={t('services.received')} prefix="services.known" values={KNOWN} />
      <Choice
        {...shared}
        name="bestInterest"
        label={t('services.best-interest')}
        prefix="services.known"
        values={KNOWN}
      />
    </>
  )
}

export const returnPage: Page = {
  path: '/cases/:caseId/plan/return',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const own = await ownPlan(ctx, visit)
    if (!own.ok) return own
    const plan = own.value
    const { t } = visit
    const form = formView(visit)
    const rules = rulesOf(ctx)
    const limit = rules.find(rule => rule.id === RETURN_RULES.childConsent)
    const title = t('services.judge-return')
    const shared = { visit, form, caseId: plan.caseId, to: '/return', button: title }
    const choice = { visit, form }
    const body = (
      <PlanQuestion {...shared} title={title} lead={t('services.judge-return-lead')}>
        <Known visit={visit} form={form} plan={plan} />
        <Rules visit={visit} rules={rules} />
        <Choice {...choice} name="wish" label={t('services.wish')} prefix="services.wish" values={WISHES} />
        <Choice
          {...choice}
          name="services"
          label={t('services.services-state')}
          prefix="services.services-state"
          values={SERVICES_STATES}
        />
        <Choice
          {...choice}
          name="proceedings"
          label={t('services.proceedings')}
          prefix="services.proceedings"
          values={PROCEEDINGS_STATES}
        />
        {protectedAsChild(plan.ageGroup) && <Child visit={visit} form={form} limit={limit} />}
      </PlanQuestion>
    )
    return ok({ title, body })
  },
}

export const returnAction = action({
  path: '/cases/:caseId/plan/return',
  access: CASE_LEADERS,
  input: JudgeReturn,
  run: judgeReturn,
  again: returnPage,
  next: (_, { caseId }) => planPath(caseId ?? '', '#return'),
})
