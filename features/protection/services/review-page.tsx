import { CASE_LEADERS } from '#domain/access/roles.ts'
import { mayReview, REVIEW_DECISIONS } from '#domain/services/plan.ts'
import { ok } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { type FormView, formView } from '#server/http/form-view.ts'
import { action, type Page, type Visit } from '#server/http/page.ts'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { askReview } from './ask-review.ts'
import { Choice, Words } from './decide-page.tsx'
import { type Begun, ownPlan, PlanQuestion, planPath } from './own-plan-page.tsx'
import { AskReview, ReviewPlan } from './record.ts'
import { reviewPlan } from './review-plan.ts'

type Props = { ctx: Ctx; visit: Visit; form: FormView; plan: Begun }

function Ask({ visit, form, plan }: Props) {
  const { t } = visit
  return (
    <PlanQuestion
      visit={visit}
      form={form}
      caseId={plan.caseId}
      to="/review/ask"
      title={t('services.ask-review')}
      lead={t('services.ask-review-lead')}
      button={t('services.ask-review')}
      hidden={{ version: String(plan.plan.version) }}
    />
  )
}

function Decide({ visit, form, plan }: Props) {
  const { t } = visit
  return (
    <PlanQuestion
      visit={visit}
      form={form}
      caseId={plan.caseId}
      to="/review"
      title={t('services.review')}
      lead={t('services.review-lead')}
      button={t('shell.save')}
      hidden={{ version: String(plan.plan.version) }}
    >
      <Choice
        visit={visit}
        form={form}
        name="decision"
        label={t('services.decision')}
        prefix="services.decision"
        values={REVIEW_DECISIONS}
      />
      <Words visit={visit} form={form} label={t('services.review-words')} />
    </PlanQuestion>
  )
}

/** Who wrote the plan or asked reads that somebody else is to look at it. */
function ForAnother({ visit: { t, href }, plan }: Props) {
  return (
    <QuestionPage
      title={t('services.review')}
      back={{ href: href(planPath(plan.caseId)), label: t('shell.back') }}
      lead={<p>{t('services.review-by-another')}</p>}
    />
  )
}

export const reviewPage: Page = {
  path: '/cases/:caseId/plan/review',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const own = await ownPlan(ctx, visit)
    if (!own.ok) return own
    const plan = own.value
    const props = { ctx, visit, form: formView(visit), plan }
    const open = plan.reviews.find(each => each.decision === null)
    const title = visit.t(open ? 'services.review' : 'services.ask-review')
    if (!open) return ok({ title, body: <Ask {...props} /> })
    const body = mayReview(open, ctx.actor) ? <Decide {...props} /> : <ForAnother {...props} />
    return ok({ title, body })
  },
}

const again = reviewPage
const next = (_: unknown, { caseId }: Record<string, string>) => planPath(caseId ?? '', '#history')

export const reviewActions = [
  action({
    path: '/cases/:caseId/plan/review/ask',
    access: CASE_LEADERS,
    input: AskReview,
    run: askReview,
    again,
    next,
  }),
  action({
    path: '/cases/:caseId/plan/review',
    access: ['case-worker'],
    input: ReviewPlan,
    run: reviewPlan,
    again,
    next,
  }),
]
