import { z } from 'zod'
import { CASE_READERS } from '#domain/access/roles.ts'
import { PAPERS } from '#features/protection/certificates/certificate-paper.ts'
import { printCertificate } from '#features/protection/certificates/print-certificate.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { code, id } from '#server/http/fields.ts'
import { beginReflection } from './begin-reflection.ts'
import { endReflection } from './end-reflection.ts'
import { extendReflection } from './extend-reflection.ts'
import { issueCertificate, withdrawCertificate } from './issue-certificate.ts'
import { readReflection } from './queries.ts'
import {
  BeginReflection,
  CertificateOut,
  EndReflection,
  ExtendReflection,
  OfCase,
  PeriodOut,
  RecordChoice,
  ReflectionOut,
  ShareReflection,
} from './record.ts'
import { recordChoice } from './record-choice.ts'
import { shareReflection } from './share-reflection.ts'

const LEAD = ['case.not-found', 'case.not-lead', 'case.closed'] as const
const STEP = [...LEAD, 'reflection.not-found', 'reflection.step-not-open', 'reflection.stale'] as const

const period = [
  endpoint({
    method: 'get',
    path: '/api/v1/cases/{caseId}/reflection',
    summary: 'The latest reflection period of a case, as far as the caller may see it',
    access: CASE_READERS,
    input: OfCase,
    output: ReflectionOut,
    refusals: ['case.not-found'],
    run: (ctx, input) => readReflection(ctx, input.caseId),
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/reflection',
    summary: 'Begin a reflection period',
    access: ['case-worker'],
    input: BeginReflection,
    output: PeriodOut,
    refusals: [
      ...LEAD,
      'reflection.already-open',
      'reflection.length-missing',
      'reflection.start-not-possible',
      'reflection.too-short',
      'reflection.too-long',
    ],
    creates: true,
    run: beginReflection,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/reflection/extend',
    summary: 'Give more time; a certificate is replaced by one with the new day',
    access: ['case-worker'],
    input: ExtendReflection,
    output: PeriodOut,
    refusals: [...STEP, 'reflection.not-later', 'reflection.too-long'],
    run: extendReflection,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/reflection/end',
    summary: 'End the period before its time: by her choice, or because it was given by mistake',
    access: ['case-worker'],
    input: EndReflection,
    output: PeriodOut,
    refusals: STEP,
    run: endReflection,
  }),
]

const chosen = [
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/reflection/choices',
    summary: 'Record what the person decided',
    access: ['case-worker', 'shelter-manager'],
    input: RecordChoice,
    output: z.object({ id }),
    refusals: [...LEAD, 'reflection.not-found'],
    creates: true,
    run: recordChoice,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/reflection/shares',
    summary: 'Let an agency know her days or her decision, on her consent that names it',
    access: ['case-worker'],
    input: ShareReflection,
    output: z.object({ reflectionId: id }),
    refusals: [...LEAD, 'reflection.not-found', 'consent.not-found', 'reflection.consent-missing'],
    run: shareReflection,
  }),
]

const papers = [
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/reflection/certificate',
    summary: 'Issue a certificate; the one before no longer counts',
    access: ['case-worker'],
    input: OfCase,
    output: CertificateOut,
    refusals: [...STEP],
    creates: true,
    run: issueCertificate,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/reflection/certificate/withdraw',
    summary: 'Take back the certificate that stands',
    access: ['case-worker'],
    input: OfCase,
    output: z.null(),
    refusals: [...STEP, 'certificate.not-found'],
    run: withdrawCertificate,
  }),
  endpoint({
    method: 'get',
    path: '/api/v1/cases/{caseId}/reflection/certificate',
    summary: 'The certificate that stands, as a PDF',
    access: CASE_READERS,
    input: OfCase.extend({ paper: code(PAPERS).default('a6') }),
    output: z.any(),
    refusals: ['certificate.not-found'],
    file: true,
    run: printCertificate,
  }),
]

export const reflectionApi = [...period, ...chosen, ...papers]
