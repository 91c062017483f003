import type { ColumnType, Generated } from 'kysely'

type Json<T> = ColumnType<T, string, string>
type Known = 'yes' | 'no' | 'not-known'

type SupportPlanTable = {
  case_id: string
  status: 'draft' | 'agreed' | 'under-review' | 'closed'
  author_id: string
  begun_at: Date
  agreed_at: Date | null
  review_due_at: Date | null
  closed_at: Date | null
  close_reason: string | null
  version: Generated<number>
}

type PlanAssessmentTable = {
  id: string
  nr: Generated<number>
  case_id: string
  kind: 'need' | 'risk'
  levels: Json<Record<string, string>>
  reasons: string[]
  assessed_by: string
  assessed_at: Date
}

type PlanGoalTable = {
  id: string
  case_id: string
  voice: 'person' | 'worker'
  priority: number
  status: Generated<'open' | 'reached' | 'dropped'>
  made_by: string
  made_at: Date
  version: Generated<number>
}

type PlanServiceTable = {
  id: string
  case_id: string
  service: string
  status: Generated<'planned' | 'asked' | 'running' | 'done' | 'ended'>
  provider_agency_id: string | null
  referral_id: string | null
  from_on: string | null
  until_on: string | null
  outcome: string | null
  made_by: string
  made_at: Date
  version: Generated<number>
}

type PlanAgreementTable = {
  id: string
  case_id: string
  given_by: 'self' | 'guardian' | 'representative'
  child_view: 'agrees' | 'too-young' | null
  how: 'spoken' | 'written' | 'thumb' | 'video'
  language: string
  interpreter: boolean
  recorded_by: string
  agreed_at: Date
}

type PlanReviewTable = {
  id: string
  case_id: string
  author_id: string
  asked_by: string
  asked_at: Date
  reviewer_id: string | null
  decision: 'approved' | 'changes-needed' | null
  decided_at: Date | null
  dropped_at: Date | null
}

type PlanFollowUpTable = {
  id: string
  case_id: string
  months: number
  due_at: Date
  outcome: 'safe' | 'in-touch' | 'lost-contact' | 'needs-help' | null
  done_at: Date | null
  done_by: string | null
  dropped_at: Date | null
}

type PlanReturnTable = {
  id: string
  nr: Generated<number>
  case_id: string
  age_group: 'adult' | 'child' | 'uncertain'
  wish: 'own' | 'of-others' | 'not-known'
  consent_id: string | null
  services: 'over' | 'running' | 'not-known'
  proceedings: 'over' | 'running' | 'none' | 'not-known'
  assessment_id: string | null
  danger: 'high' | 'medium' | 'low' | 'none' | 'not-known'
  consent_age: 'reached' | 'below' | 'not-known'
  child_agrees: Known
  received: Known
  best_interest: Known
  may_go: boolean
  recorded_by: string
  recorded_at: Date
}

/** The support plan of a case. What was said lies in `plan_words` only; all else is coded. */
export type ServiceTables = {
  support_plan: SupportPlanTable
  plan_assessment: PlanAssessmentTable
  plan_goal: PlanGoalTable
  plan_service: PlanServiceTable
  plan_agreement: PlanAgreementTable
  plan_review: PlanReviewTable
  plan_follow_up: PlanFollowUpTable
  plan_return: PlanReturnTable
  plan_words: {
    id: string
    nr: Generated<number>
    case_id: string
    subject: 'goal' | 'assessment' | 'agreement' | 'review' | 'follow-up'
    record_id: string
    written_by: string
    written_at: Date
    sealed: Buffer
  }
}
