import { z } from 'zod'
import { CASE_LEADERS, CASE_READERS } from '#domain/access/roles.ts'
import { consentStateAt } from '#domain/consent/consent.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { id } from '#server/http/fields.ts'
import { IssueReceipt, issueReceipt } from './issue-receipt.ts'
import { MarkGuardian, markGuardian } from './mark-guardian.ts'
import { consentById, consentsOf } from './queries.ts'
import { RecordConsent, recordConsent } from './record-consent.ts'
import { WithdrawConsent, withdrawConsent } from './withdraw-consent.ts'

const ConsentOut = z.object({
  id,
  purpose: z.string(),
  recipientAgencyId: id.nullable(),
  recipientName: z.string().nullable(),
  depth: z.string(),
  agreed: z.boolean(),
  ownView: z.boolean(),
  state: z.string(),
  givenBy: z.string(),
  how: z.string(),
  language: z.string(),
  interpreter: z.boolean(),
  formVersion: z.number(),
  explained: z.array(z.string()),
  validFrom: z.date(),
  validUntil: z.date(),
  withdrawnAt: z.date().nullable(),
  withdrawnHow: z.string().nullable(),
  recordedAt: z.date(),
  supersedes: id.nullable(),
  supersededBy: id.nullable(),
  genuine: z.boolean(),
  signature: z.string().nullable(),
})

export const consentApi = [
  endpoint({
    method: 'get',
    path: '/api/v1/cases/{caseId}/consents',
    summary: 'What the person agreed to and refused, newest first',
    access: CASE_READERS,
    input: z.strictObject({ caseId: id }),
    output: z.object({ items: z.array(ConsentOut) }),
    run: async (ctx, input) => {
      const consents = await consentsOf(ctx, input.caseId)
      return ok({ items: consents.map(each => ({ ...each, state: consentStateAt(each, ctx.now) })) })
    },
  }),
  endpoint({
    method: 'get',
    path: '/api/v1/consents/{consentId}',
    summary: 'One answer with its signature, which anybody can check with /.well-known/jwks.json',
    access: CASE_READERS,
    input: z.strictObject({ consentId: id }),
    output: ConsentOut.extend({ caseId: id }),
    refusals: ['consent.not-found'],
    run: async (ctx, input) => {
      const consent = await consentById(ctx, input.consentId)
      if (!consent) return refuse('consent.not-found')
      ctx.look(consent.caseId, 'consents')
      return ok({ ...consent, state: consentStateAt(consent, ctx.now) })
    },
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/consents',
    summary: 'Record what was answered to one question of consent; it follows the answer before, if there is one',
    access: CASE_LEADERS,
    input: RecordConsent,
    output: z.object({ id, agreed: z.boolean() }),
    refusals: [
      'case.not-found',
      'case.not-lead',
      'case.closed',
      'consent.guardian-of-adult',
      'consent.guardian-unsafe',
      'consent.not-explained',
      'consent.depth-not-asked',
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
    output: z.object({ id, withdrawnAt: z.iso.datetime(), leads: z.boolean() }),
    refusals: ['consent.not-found', 'consent.already-withdrawn', 'consent.superseded', 'consent.nothing-given'],
    run: withdrawConsent,
  }),
  // Never `creates`: the answer holds a secret, and answers of creates are kept for repeats.
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/receipt',
    summary: 'Make the number by which the person takes back what she agreed to; it ends the one before',
    access: CASE_LEADERS,
    input: IssueReceipt,
    output: z.object({ receipt: z.string() }),
    refusals: ['case.not-found', 'case.not-lead'],
    run: issueReceipt,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/guardian',
    summary: 'Say whether a guardian of a child may be part of what happened; what such a guardian agreed to ends',
    access: CASE_LEADERS,
    input: MarkGuardian,
    output: z.object({ ended: z.array(id) }),
    refusals: ['case.not-found', 'case.not-lead', 'case.closed', 'consent.guardian-of-adult'],
    run: markGuardian,
  }),
]
