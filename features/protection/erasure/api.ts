import { z } from 'zod'
import { CASE_LEADERS, CASE_READERS } from '#domain/access/roles.ts'
import { ok } from '#domain/shared/result.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { id } from '#server/http/fields.ts'
import { askErasure } from './ask-erasure.ts'
import { callOffErasure } from './call-off-erasure.ts'
import { carryOutErasure } from './carry-out-erasure.ts'
import { confirmDestroyed } from './confirm-destroyed.ts'
import { confirmErasure } from './confirm-erasure.ts'
import { noticesOf, readErasure } from './queries.ts'
import { AskErasure, Destroyed, ErasureOut, Notice, OfCase } from './record.ts'

const LEAD = ['case.not-found', 'case.not-lead'] as const

const wishes = [
  endpoint({
    method: 'get',
    path: '/api/v1/cases/{caseId}/erasure',
    summary: 'How far a person’s wish to be erased has come, and what keeps it',
    access: CASE_LEADERS,
    input: OfCase,
    output: ErasureOut,
    refusals: LEAD,
    run: (ctx, input) => readErasure(ctx, input.caseId),
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/erasure',
    summary: 'Write down that the person wishes to be erased',
    access: CASE_LEADERS,
    input: AskErasure,
    output: z.object({ id }),
    refusals: [...LEAD, 'erasure.something-running', 'erasure.already-open'],
    creates: true,
    run: askErasure,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/erasure/confirm',
    summary: 'Stand by the wish as a second colleague',
    access: CASE_LEADERS,
    input: OfCase,
    output: z.object({ notBefore: z.iso.datetime() }),
    refusals: [...LEAD, 'erasure.same-person', 'erasure.step-not-open', 'erasure.something-running'],
    run: confirmErasure,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/erasure/call-off',
    summary: 'Call the erasure off',
    access: CASE_LEADERS,
    input: OfCase,
    output: z.object({ id }),
    refusals: [...LEAD, 'erasure.step-not-open'],
    run: callOffErasure,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/erasure/carry-out',
    summary: 'Erase the person, once the waiting time is over',
    access: CASE_LEADERS,
    input: OfCase,
    output: z.object({ erased: z.literal(true) }),
    refusals: [...LEAD, 'erasure.step-not-open', 'erasure.still-waiting', 'erasure.something-running'],
    run: carryOutErasure,
  }),
]

const notices = [
  endpoint({
    method: 'get',
    path: '/api/v1/erasure-notices',
    summary: 'Whose printed copies the agency has to destroy',
    access: CASE_READERS,
    input: z.strictObject({}),
    output: z.object({ items: z.array(Notice) }),
    run: async ctx => ok({ items: await noticesOf(ctx) }),
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/erasure-notices/{noticeId}/destroyed',
    summary: 'Confirm that printed copies are destroyed',
    access: CASE_READERS,
    input: Destroyed,
    output: z.object({ id }),
    refusals: ['erasure-notice.not-found'],
    run: confirmDestroyed,
  }),
]

export const erasureApi = [...wishes, ...notices]
