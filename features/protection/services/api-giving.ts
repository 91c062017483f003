import { CASE_LEADERS, CASE_READERS } from '#domain/access/roles.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { addService } from './add-service.ts'
import { ReturnOut, Versioned } from './answers.ts'
import { arrangeService } from './arrange-service.ts'
import { judgeReturn } from './judge-return.ts'
import * as record from './record.ts'
import { beginService, endService } from './record-progress.ts'

const OPEN = ['case.not-found', 'case.not-lead', 'case.closed', 'plan.not-found', 'plan.closed'] as const
const SERVICE = [...OPEN, 'service.not-found', 'service.stale', 'service.step-not-open'] as const
const HOMECOMING = [
  'return.not-judged',
  'return.not-own-wish',
  'return.no-consent',
  'return.too-early',
  'return.not-assessed',
  'return.endangers',
  'return.child-not-agreed',
  'return.nobody-receives',
  'return.not-best-interest',
] as const

/** The services of a plan, and the return. */
export const givingApi = [
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/plan/services',
    summary: 'Plan a service',
    access: CASE_LEADERS,
    input: record.AddService,
    output: Versioned,
    refusals: [...OPEN, 'service.ends-before-it-begins'],
    creates: true,
    run: addService,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/plan/services/{serviceId}/arrange',
    summary: 'Ask an agency to give a planned service, by a referral',
    access: CASE_LEADERS,
    input: record.ArrangeService,
    output: Versioned,
    refusals: [
      ...SERVICE,
      ...HOMECOMING,
      'return.not-safe',
      'agency.not-found',
      'referral.own-agency',
      'referral.service-not-offered',
      'referral.already-open',
      'referral.consent-missing',
    ],
    run: arrangeService,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/plan/services/{serviceId}/begin',
    summary: 'Say that a service has begun: who accepted it, or the lead that gives it itself',
    access: CASE_READERS,
    input: record.BeginService,
    output: Versioned,
    refusals: [
      ...SERVICE,
      ...HOMECOMING,
      'service.not-provider',
      'service.referral-not-accepted',
      'return.not-safe',
      'service.ends-before-it-begins',
    ],
    run: beginService,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/plan/services/{serviceId}/end',
    summary: 'Say how a service ended, with a coded outcome; a referral that still runs is taken back',
    access: CASE_LEADERS,
    input: record.EndService,
    output: Versioned,
    refusals: [...SERVICE, 'service.ends-before-it-begins', 'referral.placement-open'],
    run: endService,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/plan/return',
    summary: 'Judge whether the person may go back; a no is kept with what stands in the way',
    access: CASE_LEADERS,
    input: record.JudgeReturn,
    output: ReturnOut,
    refusals: OPEN,
    creates: true,
    run: judgeReturn,
  }),
]
