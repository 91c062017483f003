import { z } from 'zod'
import { CASE_LEADERS, CASE_READERS } from '#domain/access/roles.ts'
import { REFERRAL_STATUSES } from '#domain/referral/referral.ts'
import { ok } from '#domain/shared/result.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { code, id, page } from '#server/http/fields.ts'
import { acceptReferral } from './accept-referral.ts'
import { completeReferral } from './complete-referral.ts'
import { declineReferral } from './decline-referral.ts'
import { listReferrals, readReferral } from './queries.ts'
import { Accept, Complete, Decline, ReferralOut, SendDraft, SendReferral, Withdraw } from './record.ts'
import { sendDraft, sendReferral } from './send-referral.ts'
import { withdrawReferral } from './withdraw-referral.ts'

const STEP = ['referral.not-found', 'referral.stale', 'referral.step-not-open'] as const
const BASIS = ['referral.consent-missing', 'referral.consent-too-shallow', 'reflection.running'] as const
const LEAD = ['case.not-found', 'case.not-lead', 'case.closed'] as const
const Named = ReferralOut.extend({ fromName: z.string(), toName: z.string() })

export const ListReferrals = z.strictObject({
  ...page,
  cursor: id.optional(),
  box: code(['in', 'out']).default('in'),
  status: code(REFERRAL_STATUSES).optional(),
})

const reading = [
  endpoint({
    method: 'get',
    path: '/api/v1/referrals',
    summary: "The agency's inbox or outbox, newest first",
    access: CASE_READERS,
    input: ListReferrals,
    output: z.object({ items: z.array(Named), next: id.nullable() }),
    run: async (ctx, input) => ok(await listReferrals(ctx, input)),
  }),
  endpoint({
    method: 'get',
    path: '/api/v1/referrals/{referralId}',
    summary: 'One referral',
    access: CASE_READERS,
    input: z.strictObject({ referralId: id }),
    output: Named,
    refusals: ['referral.not-found'],
    run: (ctx, input) => readReferral(ctx, input.referralId),
  }),
]

const sending = [
  endpoint({
    method: 'post',
    path: '/api/v1/referrals',
    summary: 'Refer a person to an agency: an adult with her consent, a child by law',
    access: CASE_LEADERS,
    input: SendReferral,
    output: ReferralOut,
    refusals: [
      ...LEAD,
      ...BASIS,
      'contact.not-found',
      'agency.not-found',
      'referral.own-agency',
      'referral.service-not-offered',
      'referral.already-open',
      'return.not-safe',
    ],
    creates: true,
    run: sendReferral,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/referrals/{referralId}/send',
    summary: 'Send a draft',
    access: CASE_LEADERS,
    input: SendDraft,
    output: ReferralOut,
    refusals: [...STEP, ...BASIS, 'case.not-lead', 'case.closed', 'return.not-safe'],
    run: sendDraft,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/referrals/{referralId}/withdraw',
    summary: 'Take a referral back',
    access: CASE_LEADERS,
    input: Withdraw,
    output: ReferralOut,
    refusals: [...STEP, 'referral.not-sender', 'referral.placement-open', 'referral.lead-passed'],
    run: withdrawReferral,
  }),
]

const answering = [
  endpoint({
    method: 'post',
    path: '/api/v1/referrals/{referralId}/accept',
    summary: 'Take the person on',
    access: CASE_READERS,
    input: Accept,
    output: ReferralOut,
    refusals: [
      ...STEP,
      'referral.not-recipient',
      'referral.consent-withdrawn',
      'referral.basis-ended',
      'reflection.running',
      'return.not-safe',
    ],
    run: acceptReferral,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/referrals/{referralId}/decline',
    summary: 'Say no, with a coded reason',
    access: CASE_READERS,
    input: Decline,
    output: ReferralOut,
    refusals: [...STEP, 'referral.not-recipient'],
    run: declineReferral,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/referrals/{referralId}/complete',
    summary: 'Say how the service ended, with a coded outcome',
    access: CASE_READERS,
    input: Complete,
    output: ReferralOut,
    refusals: [...STEP, 'referral.not-recipient', 'referral.placement-open'],
    run: completeReferral,
  }),
]

export const referralApi = [...reading, ...sending, ...answering]
