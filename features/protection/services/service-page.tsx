import { CASE_LEADERS, CASE_READERS } from '#domain/access/roles.ts'
import { dayIn } from '#domain/shared/dates.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import { formView } from '#server/http/form-view.ts'
import { action, type Page, type Visit } from '#server/http/page.ts'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'
import type { PlanOut, ServiceOut } from './answers.ts'
import { arrangeService } from './arrange-service.ts'
import { dayOf, namedPlan, planPath } from './own-plan-page.tsx'
import { ServiceTag } from './plan-page-services.tsx'
import { providersFor } from './provider-queries.ts'
import { ArrangeService, BeginService, EndService } from './record.ts'
import { beginService, endService } from './record-progress.ts'
import { Arrange, BarredReturn, Begin, End } from './service-page-steps.tsx'

function Facts({ visit: { t, href }, service }: { visit: Visit; service: ServiceOut }) {
  const provider = service.providerName && service.referralId && (
    <a href={href(`/referrals/${service.referralId}`)}>{service.providerName}</a>
  )
  return (
    <SummaryList
      rows={[
        { label: t('services.status'), value: <ServiceTag t={t} service={service} /> },
        { label: t('services.provider'), value: provider || service.providerName || undefined },
        { label: t('services.from'), value: dayOf(t, service.fromOn) },
        { label: t('services.until'), value: dayOf(t, service.untilOn) },
        { label: t('services.outcome'), value: service.outcome && t.coded('services.outcome', service.outcome) },
      ].filter(({ value }) => value)}
    />
  )
}

/** What may be done here: everything by the lead, the progress of its own service by who gives it. */
function mayDo(plan: PlanOut, service: ServiceOut, agencyId: string) {
  const open = plan.caseStatus === 'open' && plan.plan?.status !== 'closed'
  const gives = service.providerAgencyId === agencyId && service.status === 'running'
  const barred = service.service === 'return' && plan.leads && !plan.homecoming?.mayGo
  const over = service.status === 'done' || service.status === 'ended'
  return {
    arrange: !barred && plan.leads && open && service.status === 'planned',
    begin: (!barred && plan.leads && open && service.status === 'planned') || gives,
    end: plan.leads && open && !over,
  }
}

export const servicePage: Page = {
  path: '/cases/:caseId/plan/services/:serviceId',
  access: CASE_READERS,
  async show(ctx, visit) {
    const found = await namedPlan(ctx, visit)
    if (!found.ok) return found
    const plan = found.value
    const service = plan.services.find(each => each.id === visit.params.serviceId)
    if (!service) return refuse('service.not-found')
    const { t, href } = visit
    const may = mayDo(plan, service, ctx.actor.agencyId)
    const providers = may.arrange ? await providersFor(ctx, plan.caseId, service.service) : []
    const today = dayIn(ctx.house.country.timeZone, ctx.now)
    const form = formView(visit, { fromOn: service.fromOn ?? today, untilOn: service.untilOn ?? undefined })
    const name = t.coded('referrals.service', service.service)
    const step = { visit, form, plan, service, today }
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <Headline
          title={name}
          crumbs={[
            { href: href('/cases'), label: t('cases.title') },
            { href: href(`/cases/${plan.caseId}`), label: plan.codeName },
            { href: href(planPath(plan.caseId)), label: t('services.title') },
          ]}
          crumbsLabel={t('shell.you-are-here')}
        />
        <Facts visit={visit} service={service} />
        {service.service === 'return' && plan.leads && <BarredReturn {...step} />}
        {may.arrange && <Arrange {...step} providers={providers} />}
        {may.begin && <Begin {...step} />}
        {may.end && <End {...step} />}
      </>
    )
    return ok({ title: `${name}, ${plan.codeName}`, body })
  },
}

const again = servicePage
const next = (_: unknown, { caseId, serviceId }: Record<string, string>) =>
  planPath(caseId ?? '', `/services/${serviceId}`)

export const serviceActions = [
  action({
    path: '/cases/:caseId/plan/services/:serviceId/arrange',
    access: CASE_LEADERS,
    input: ArrangeService,
    run: arrangeService,
    again,
    next,
  }),
  action({
    path: '/cases/:caseId/plan/services/:serviceId/begin',
    access: CASE_READERS,
    input: BeginService,
    run: beginService,
    again,
    next,
  }),
  action({
    path: '/cases/:caseId/plan/services/:serviceId/end',
    access: CASE_LEADERS,
    input: EndService,
    run: endService,
    again,
    next,
  }),
]
