import { z } from 'zod'
import { ok } from '#domain/shared/result.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { id } from '#server/http/fields.ts'
import { CallBackOut, Changed } from './answers.ts'
import {
  agreeCallBack,
  giveUpCallBack,
  readNumber,
  recordAttempt,
  releaseCallBack,
  takeCallBack,
} from './call-backs.ts'
import { waitingCallBacks } from './queries.ts'
import { AgreeCallBack, DESK, OnCallBack, RecordAttempt } from './record.ts'

const ON = ['call-back.not-found', 'call-back.taken'] as const
const step = (name: string, summary: string, run: typeof takeCallBack) =>
  endpoint({
    method: 'post',
    path: `/api/v1/hotline/call-backs/{callBackId}/${name}`,
    summary,
    access: DESK,
    input: OnCallBack,
    output: Changed,
    refusals: ON,
    run,
  })

export const callBackApi = [
  endpoint({
    method: 'get',
    path: '/api/v1/hotline/call-backs',
    summary: 'Call-backs that wait, the first due first; no number is told',
    access: DESK,
    input: z.strictObject({}),
    output: z.object({ items: z.array(CallBackOut) }),
    run: async ctx => ok({ items: await waitingCallBacks(ctx) }),
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/hotline/contacts/{contactId}/call-backs',
    summary: 'Promise a call',
    access: DESK,
    input: AgreeCallBack,
    output: z.object({ id }),
    refusals: [
      'contact.not-found',
      'contact.counted-only',
      'call-back.not-safe',
      'call-back.not-asked',
      'call-back.already-open',
    ],
    creates: true,
    run: agreeCallBack,
  }),
  endpoint({
    method: 'get',
    path: '/api/v1/hotline/call-backs/{callBackId}/number',
    summary: 'The number, for who has taken the call-back',
    access: DESK,
    input: OnCallBack,
    output: z.object({ number: z.string() }),
    refusals: ['call-back.not-found', 'call-back.take-first'],
    run: readNumber,
  }),
  step('take', 'Take a call-back, so that no two call', takeCallBack),
  step('release', 'Let go of a call-back', releaseCallBack),
  step('give-up', 'Give a call-back up; its number is destroyed', giveUpCallBack),
  endpoint({
    method: 'post',
    path: '/api/v1/hotline/call-backs/{callBackId}/attempts',
    summary: 'Say how a try to call went; once spoken to, the number is destroyed',
    access: DESK,
    input: RecordAttempt,
    output: Changed,
    refusals: [...ON, 'call-back.take-first'],
    run: recordAttempt,
  }),
]
