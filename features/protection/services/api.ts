import { z } from 'zod'
import { CASE_LEADERS, CASE_READERS } from '#domain/access/roles.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { id } from '#server/http/fields.ts'
import { addGoal } from './add-goal.ts'
import { agreePlan } from './agree-plan.ts'
import { PlanOut, Versioned } from './answers.ts'
import { givingApi } from './api-giving.ts'
import { askReview } from './ask-review.ts'
import { assessDangers, assessNeeds } from './assess.ts'
import { beginPlan } from './begin-plan.ts'
import { changeGoal } from './change-goal.ts'
import { closePlan } from './close-plan.ts'
import { readPlan } from './queries.ts'
import * as record from './record.ts'
import { recordFollowUp } from './record-follow-up.ts'
import { reviewPlan } from './review-plan.ts'

const LEAD = ['case.not-found', 'case.not-lead', 'plan.not-found'] as const
const OPEN = [...LEAD, 'case.closed', 'plan.closed'] as const
const STEP = [...LEAD, 'case.closed', 'plan.stale', 'plan.step-not-open'] as const
const Made = z.object({ id })

const planning = [
  endpoint({
    method: 'get',
    path: '/api/v1/cases/{caseId}/plan',
    summary: 'The support plan of a case, as deep as the grant reaches',
    access: CASE_READERS,
    input: record.InCase,
    output: PlanOut,
    refusals: ['case.not-found'],
    run: (ctx, { caseId }) => readPlan(ctx, caseId),
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/plan',
    summary: 'Begin the support plan of a case',
    access: CASE_LEADERS,
    input: record.InCase,
    output: Versioned,
    refusals: ['case.not-found', 'case.not-lead', 'case.closed', 'plan.already-open'],
    creates: true,
    run: beginPlan,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/plan/needs',
    summary: 'Look at what the person needs; the earlier look stays',
    access: CASE_LEADERS,
    input: record.AssessNeeds,
    output: Made,
    refusals: OPEN,
    creates: true,
    run: assessNeeds,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/plan/dangers',
    summary: 'Look at what may harm the person; what is not asked is not known',
    access: CASE_LEADERS,
    input: record.AssessDangers,
    output: Made,
    refusals: OPEN,
    creates: true,
    run: assessDangers,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/plan/goals',
    summary: 'Add a goal, in the person’s own words or as a proposal',
    access: CASE_LEADERS,
    input: record.AddGoal,
    output: Versioned,
    refusals: OPEN,
    creates: true,
    run: addGoal,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/plan/goals/{goalId}',
    summary: 'Change where a goal stands; new words are kept beside the old ones',
    access: CASE_LEADERS,
    input: record.ChangeGoal,
    output: Versioned,
    refusals: [...OPEN, 'goal.not-found', 'goal.stale'],
    run: changeGoal,
  }),
]

const deciding = [
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/plan/agreement',
    summary: 'Record that the person agrees to the plan as it stands',
    access: CASE_LEADERS,
    input: record.AgreePlan,
    output: Versioned,
    refusals: [
      ...STEP,
      'plan.not-own-word',
      'plan.child-needs-representative',
      'plan.child-unheard',
      'plan.child-disagrees',
    ],
    creates: true,
    run: agreePlan,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/plan/review/ask',
    summary: 'Ask a second colleague to look at the plan',
    access: CASE_LEADERS,
    input: record.AskReview,
    output: Versioned,
    refusals: [...STEP, 'plan.review-already-open'],
    run: askReview,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/plan/review',
    summary: 'Approve a plan or send it back; nobody reviews her own',
    access: ['case-worker'],
    input: record.ReviewPlan,
    output: Versioned,
    refusals: [...STEP, 'plan.review-not-asked', 'plan.review-by-another'],
    run: reviewPlan,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/plan/close',
    summary: 'Close a plan with a coded reason; talks follow after some months',
    access: CASE_LEADERS,
    input: record.ClosePlan,
    output: Versioned,
    refusals: [...STEP, 'plan.service-running'],
    run: closePlan,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/plan/follow-ups/{followUpId}',
    summary: 'Record how the person is some months after; who needs help again has an open plan again',
    access: CASE_LEADERS,
    input: record.RecordFollowUp,
    output: Versioned,
    refusals: [...LEAD, 'follow-up.not-found', 'plan.step-not-open'],
    run: recordFollowUp,
  }),
]

export const planApi = [...planning, ...givingApi, ...deciding]
