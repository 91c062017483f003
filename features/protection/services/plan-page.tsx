import { CASE_LEADERS, CASE_READERS } from '#domain/access/roles.ts'
import type { PlanStatus } from '#domain/services/plan.ts'
import { ok } from '#domain/shared/result.ts'
import { formView } from '#server/http/form-view.ts'
import { action, type Page, type Visit } from '#server/http/page.ts'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { StatusTag, type Tone } from '#web/components/status-tag/status-tag.tsx'
import type { PlanHead, PlanOut } from './answers.ts'
import { beginPlan } from './begin-plan.ts'
import { namedPlan, planPath } from './own-plan-page.tsx'
import { NeedsAndDangers } from './plan-page-levels.tsx'
import { Services } from './plan-page-services.tsx'
import { FollowUps, Goals, History, Homecoming } from './plan-page-story.tsx'
import { InCase } from './record.ts'

/** All that the page shows of one plan. `mayPlan`: the agency leads the case, and neither it nor the plan is closed. */
export type Sheet = { visit: Visit; plan: PlanOut; mayPlan: boolean; now: Date }

const TONES: Record<PlanStatus, Tone> = { draft: 'wait', agreed: 'well', 'under-review': 'wait', closed: 'soft' }

export const planPage: Page = {
  path: '/cases/:caseId/plan',
  access: CASE_READERS,
  async show(ctx, visit) {
    const found = await namedPlan(ctx, visit)
    if (!found.ok) return found
    const plan = found.value
    const mayPlan = plan.leads && plan.caseStatus === 'open' && plan.plan !== null && plan.plan.status !== 'closed'
    const sheet = { visit, plan, mayPlan, now: ctx.now }
    const title = visit.t('services.title-of', { name: plan.codeName })
    const practice = ctx.house.country.supportPlan
    const unverified = practice.status === 'unverified'
    const body = plan.plan ? (
      <PlanBody sheet={sheet} head={plan.plan} unverified={unverified} />
    ) : (
      <NotBegun visit={visit} plan={plan} />
    )
    return ok({ title, body })
  },
}

function Top({ visit, plan, head }: { visit: Visit; plan: PlanOut; head: PlanHead | null }) {
  const { t, href } = visit
  const form = formView(visit)
  const tags = head && (
    <>
      <StatusTag tone={TONES[head.status]} text={t.coded('services.plan-status', head.status)} />{' '}
      {head.reviewOverdue && <StatusTag tone="late" text={t('services.review-overdue')} />}
    </>
  )
  return (
    <>
      <ErrorSummary title={form.problemTitle} errors={form.errors} />
      <Headline
        title={t('services.title')}
        crumbs={[
          { href: href('/cases'), label: t('cases.title') },
          { href: href(`/cases/${plan.caseId}`), label: plan.codeName },
        ]}
        crumbsLabel={t('shell.you-are-here')}
        tag={tags}
        lead={t('services.lead')}
      />
    </>
  )
}

function NotBegun({ visit, plan }: { visit: Visit; plan: PlanOut }) {
  const { t, href, token } = visit
  return (
    <>
      <Top visit={visit} plan={plan} head={null} />
      <p class="empty">{t('services.not-begun')}</p>
      {plan.leads && plan.caseStatus === 'open' && (
        <Form action={href(planPath(plan.caseId))} hidden={{ _form: token }} label={t('services.begin')}>
          <Buttons>
            <Button label={t('services.begin')} />
          </Buttons>
        </Form>
      )}
    </>
  )
}

function PlanBody({ sheet, head, unverified }: { sheet: Sheet; head: PlanHead; unverified: boolean }) {
  const { visit, plan } = sheet
  const { t } = visit
  const reviewOn = head.reviewDueAt && t.day(new Date(head.reviewDueAt))
  return (
    <>
      <Top visit={visit} plan={plan} head={head} />
      {head.closedAt && (
        <Notification
          kind="info"
          title={t('services.closed-on', {
            day: t.day(new Date(head.closedAt)),
            reason: t.coded('services.close-reason', head.closeReason ?? ''),
          })}
        />
      )}
      {head.status === 'agreed' && head.changedSinceAgreed && (
        <Notification kind="warn" title={t('services.changed-since')}>
          <p>{t('services.changed-since-lead')}</p>
        </Notification>
      )}
      {reviewOn && (
        <p>
          {t('services.review-due', { day: reviewOn, risk: t.coded('cases.risk', head.risk) })}
          {unverified && <span class="soft"> {t('services.practice')}</span>}
        </p>
      )}
      {!plan.whole && <p>{t('services.own-only')}</p>}
      {plan.leads && <Steps sheet={sheet} head={head} />}
      {plan.whole && <Goals sheet={sheet} />}
      {plan.whole && <NeedsAndDangers sheet={sheet} />}
      <Services sheet={sheet} />
      {plan.whole && <Homecoming sheet={sheet} />}
      {plan.whole && <History sheet={sheet} />}
      {plan.whole && <FollowUps sheet={sheet} />}
    </>
  )
}

/** What can be done with the plan as a whole; the next step first. */
function Steps({ sheet: { visit, plan, mayPlan }, head }: { sheet: Sheet; head: PlanHead }) {
  const { t, href } = visit
  const to = (rest: string) => href(planPath(plan.caseId, rest))
  const agree = { href: to('/agree'), label: t('services.agree') }
  const asked = head.status === 'under-review'
  const review = { href: to('/review'), label: t(asked ? 'services.review' : 'services.ask-review') }
  return (
    <Buttons>
      {mayPlan && head.status === 'draft' && <Button {...agree} />}
      {mayPlan && head.status !== 'draft' && <Button {...review} />}
      {mayPlan && head.status === 'agreed' && <Button kind="plain" {...agree} />}
      <Button kind="plain" href={to('/print')} label={t('services.print')} />
      {/* A plan that its case left open can still be closed, and only then are the talks set. */}
      {head.status !== 'closed' && <Button kind="plain" href={to('/close')} label={t('services.close')} />}
    </Buttons>
  )
}

export const beginAction = action({
  path: '/cases/:caseId/plan',
  access: CASE_LEADERS,
  input: InCase,
  run: beginPlan,
  again: planPage,
  next: (_, { caseId }) => planPath(caseId ?? ''),
})
