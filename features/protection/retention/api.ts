import { z } from 'zod'
import { CASE_LEADERS } from '#domain/access/roles.ts'
import { ok } from '#domain/shared/result.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { id } from '#server/http/fields.ts'
import { keepLonger } from './keep-longer.ts'
import { closedFacts, countsOf, leavingOf } from './queries.ts'
import { CountOut, FactOut, KeepLonger, LeavingOut } from './record.ts'

export const retentionApi = [
  endpoint({
    method: 'get',
    path: '/api/v1/retention',
    summary: 'What of the agency is announced to go, what goes first standing first',
    access: CASE_LEADERS,
    input: z.strictObject({}),
    output: z.object({ items: z.array(LeavingOut) }),
    run: async ctx => ok({ items: await leavingOf(ctx) }),
  }),
  endpoint({
    method: 'get',
    path: '/api/v1/retention/counts',
    summary: 'How much of each kind is announced to go, without a name',
    access: ['administrator'],
    input: z.strictObject({}),
    output: z.object({ items: z.array(CountOut) }),
    run: async ctx => ok({ items: await countsOf(ctx) }),
  }),
  endpoint({
    method: 'get',
    path: '/api/v1/retention/facts',
    summary: 'What stays of those whose data went: counts of what was alike, eleven at least',
    access: ['analyst', 'coordinator'],
    input: z.strictObject({}),
    output: z.object({ items: z.array(FactOut) }),
    run: async ctx => ok({ items: await closedFacts(ctx) }),
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/keep-longer',
    summary: 'Keep a closed case beyond its term, until a day and for a reason',
    access: CASE_LEADERS,
    input: KeepLonger,
    output: z.object({ id }),
    refusals: ['case.not-found', 'case.not-lead', 'retention.case-open', 'retention.day-past', 'retention.day-too-far'],
    creates: true,
    run: keepLonger,
  }),
]
