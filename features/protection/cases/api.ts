import { z } from 'zod'
import { CASE_LEADERS, CASE_READERS } from '#domain/access/roles.ts'
import { RISKS } from '#domain/cases/case.ts'
import { ok } from '#domain/shared/result.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { code, id, page, text, version } from '#server/http/fields.ts'
import { addNarrative } from './add-narrative.ts'
import { changeCase } from './change-case.ts'
import { changeIdentity } from './change-identity.ts'
import { closeCase } from './close-case.ts'
import { openCase } from './open-case.ts'
import { listCases } from './queries.ts'
import { readWholeCase } from './read-case.ts'
import { AddNarrative, ChangeCase, ChangeIdentity, CodedCase, Identity, OpenCase } from './record.ts'

const LEAD = ['case.not-found', 'case.not-lead', 'case.closed'] as const

const NoteOut = z.object({
  id,
  kind: z.enum(['wish', 'note']),
  writtenAt: z.iso.datetime(),
  writtenBy: id,
  text: z.string(),
})
const OneCase = CodedCase.extend({
  screeningId: id.nullable(),
  identity: Identity.nullable(),
  identityVersion: z.int(),
  maySeeIdentity: z.boolean(),
  narrative: z.array(NoteOut),
})

export const ListCases = z.strictObject({
  ...page,
  cursor: id.optional(),
  status: code(['open', 'closed']).optional(),
  risk: code(RISKS).optional(),
  codeName: text(40).optional(),
})

const reading = [
  endpoint({
    method: 'get',
    path: '/api/v1/cases',
    summary: 'The cases that the agency holds a grant for, newest first',
    access: CASE_READERS,
    input: ListCases,
    output: z.object({ items: z.array(CodedCase), next: id.nullable() }),
    run: async (ctx, input) => ok(await listCases(ctx, input)),
  }),
  endpoint({
    method: 'get',
    path: '/api/v1/cases/{caseId}',
    summary: 'One case, as deep as the grant reaches',
    access: CASE_READERS,
    input: z.strictObject({ caseId: id }),
    output: OneCase,
    refusals: ['case.not-found'],
    run: (ctx, input) => readWholeCase(ctx, input.caseId),
  }),
]

const writing = [
  endpoint({
    method: 'post',
    path: '/api/v1/cases',
    summary: 'Open a case, directly or from a completed screening',
    access: CASE_LEADERS,
    input: OpenCase,
    output: z.object({ id, codeName: z.string(), version: z.int() }),
    refusals: ['screening.not-found', 'screening.not-completed', 'screening.case-already-open'],
    creates: true,
    run: openCase,
  }),
  endpoint({
    method: 'patch',
    path: '/api/v1/cases/{caseId}',
    summary: 'Change the coded facts of a case',
    access: CASE_LEADERS,
    input: ChangeCase,
    output: z.object({ id, version: z.int() }),
    refusals: [...LEAD, 'case.stale'],
    run: changeCase,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/identity',
    summary: 'Write who the person is and how she can safely be reached',
    access: CASE_LEADERS,
    input: ChangeIdentity,
    output: z.object({ version: z.int() }),
    refusals: [...LEAD, 'case.stale'],
    run: changeIdentity,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/narrative',
    summary: 'Add what the person told or wishes',
    access: CASE_LEADERS,
    input: AddNarrative,
    output: z.object({ id }),
    refusals: LEAD,
    creates: true,
    run: addNarrative,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/close',
    summary: 'Close a case in which nothing waits',
    access: CASE_LEADERS,
    input: z.strictObject({ caseId: id, version }),
    output: z.object({ id, version: z.int() }),
    refusals: [...LEAD, 'case.stale', 'case.referral-open'],
    run: closeCase,
  }),
]

export const caseApi = [...reading, ...writing]
