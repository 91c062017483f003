import { z } from 'zod'
import { CASE_LEADERS, CASE_READERS } from '#domain/access/roles.ts'
import { ok } from '#domain/shared/result.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { id } from '#server/http/fields.ts'
import { consentsOf } from './queries.ts'
import { RecordConsent, recordConsent } from './record-consent.ts'
import { WithdrawConsent, withdrawConsent } from './withdraw-consent.ts'

const ConsentOut = z.object({
  id,
  purpose: z.string(),
  recipientAgencyId: id.nullable(),
  recipientName: z.string().nullable(),
  depth: z.string(),
  agreed: z.boolean(),
  givenBy: z.string(),
  how: z.string(),
  language: z.string(),
  interpreter: z.boolean(),
  validFrom: z.date(),
  validUntil: z.date(),
  withdrawnAt: z.date().nullable(),
  recordedAt: z.date(),
})

export const consentApi = [
  endpoint({
    method: 'get',
    path: '/api/v1/cases/{caseId}/consents',
    summary: 'What the person agreed to and refused, newest first',
    access: CASE_READERS,
    input: z.strictObject({ caseId: id }),
    output: z.object({ items: z.array(ConsentOut) }),
    run: async (ctx, input) => ok({ items: await consentsOf(ctx, input.caseId) }),
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/consents',
    summary: 'Record what the person answered to one question of consent',
    access: CASE_LEADERS,
    input: RecordConsent,
    output: z.object({ id, agreed: z.boolean() }),
    refusals: [
      'case.not-found',
      'case.not-lead',
      'case.closed',
      'consent.not-explained',
      'consent.recipient-missing',
      'agency.not-found',
    ],
    creates: true,
    run: recordConsent,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/consents/{consentId}/withdraw',
    summary: "Take a consent back on the person's word",
    access: CASE_LEADERS,
    input: WithdrawConsent,
    output: z.object({ id, withdrawnAt: z.iso.datetime() }),
    refusals: ['consent.not-found', 'case.not-lead', 'consent.already-withdrawn'],
    run: withdrawConsent,
  }),
]
