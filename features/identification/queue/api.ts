import { z } from 'zod'
import { ok } from '#domain/shared/result.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { id } from '#server/http/fields.ts'
import { announceCall, endCall } from './announce-call.ts'
import { acceptHandover, giveContacts, handOver, newestHandover } from './hand-over.ts'
import { readQueue } from './queries.ts'
import {
  AnnounceCall,
  CallStateOut,
  DESK,
  GiveContacts,
  HandOver,
  HandoverOut,
  OnCall,
  OnHandover,
  QueueOut,
} from './record.ts'
import { takeCall } from './take-call.ts'

const Id = z.object({ id })
const LEAD = ['shift-lead'] as const

const calls = [
  endpoint({
    method: 'post',
    path: '/api/v1/hotline/incoming',
    summary:
      'A telephone exchange announces a call. The number becomes a token and is kept nowhere; told twice, it is one call',
    access: DESK,
    input: AnnounceCall,
    output: CallStateOut,
    creates: true,
    run: announceCall,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/hotline/incoming/{callId}/ended',
    summary: 'The line is dead: a call that nobody took is lost',
    access: DESK,
    input: OnCall,
    output: CallStateOut,
    refusals: ['call.not-found'],
    run: endCall,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/hotline/incoming/{callId}/take',
    summary: 'Answer a call; one operator has it',
    access: DESK,
    input: OnCall,
    output: Id,
    refusals: ['call.not-found', 'call.taken', 'call.lost'],
    run: takeCall,
  }),
  endpoint({
    method: 'get',
    path: '/api/v1/hotline/queue',
    summary: 'What waits at the desk: calls, call-backs that are due, and open contacts (the whole shift for its lead)',
    access: DESK,
    input: z.strictObject({}),
    output: QueueOut,
    run: async ctx => ok(await readQueue(ctx)),
  }),
]

const shifts = [
  endpoint({
    method: 'get',
    path: '/api/v1/hotline/hand-over',
    summary: 'The newest hand-over from one shift to the next',
    access: DESK,
    input: z.strictObject({}),
    output: z.object({ handover: HandoverOut.nullable() }),
    run: async ctx => ok({ handover: await newestHandover(ctx) }),
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/hotline/hand-over',
    summary: 'Hand the shift over',
    access: LEAD,
    input: HandOver,
    output: Id,
    refusals: ['handover.already-open'],
    creates: true,
    run: handOver,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/hotline/hand-over/{handoverId}/accept',
    summary: 'Accept the shift',
    access: LEAD,
    input: OnHandover,
    output: Id,
    refusals: ['handover.not-found', 'handover.own', 'handover.taken'],
    run: acceptHandover,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/hotline/hand-over/contacts',
    summary: 'Give open contacts to a named operator',
    access: LEAD,
    input: GiveContacts,
    output: z.object({ count: z.int() }),
    refusals: ['contact.not-open', 'handover.not-of-desk'],
    run: giveContacts,
  }),
]

export const queueApi = [...calls, ...shifts]
