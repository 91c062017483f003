import { z } from 'zod'
import { ok } from '#domain/shared/result.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { id } from '#server/http/fields.ts'
import { closeTip } from './close-tip.ts'
import { caseFromTip, screeningFromTip } from './lead-on.ts'
import { listTips, readTip, readTipFile } from './queries.ts'
import {
  CaseFromTip,
  CloseTip,
  DESK,
  ListTips,
  OnTip,
  ReplyToTip,
  ScreeningFromTip,
  TakeDown,
  TipFile,
  TipLine,
  TipOut,
} from './record.ts'
import { replyToTip } from './reply-to-tip.ts'
import { takeDownTip } from './take-down-tip.ts'

const Id = z.object({ id })
const Changed = Id.extend({ version: z.int() })

const reading = [
  endpoint({
    method: 'get',
    path: '/api/v1/tips',
    summary: 'Anonymous tips to the own agency, by their state',
    access: DESK,
    input: ListTips,
    output: z.object({ items: z.array(TipLine), next: z.int().nullable() }),
    run: async (ctx, input) => ok(await listTips(ctx, input)),
  }),
  endpoint({
    method: 'get',
    path: '/api/v1/tips/{tipId}',
    summary: 'One tip with the conversation',
    access: DESK,
    input: OnTip,
    output: TipOut,
    refusals: ['tip.not-found'],
    run: (ctx, { tipId }) => readTip(ctx, tipId),
  }),
  endpoint({
    method: 'get',
    path: '/api/v1/tips/{tipId}/files/{fileId}',
    summary: 'A file that came with a tip',
    access: DESK,
    input: TipFile,
    output: z.unknown(),
    file: true,
    refusals: ['tip.not-found'],
    run: readTipFile,
  }),
]

const working = [
  // Never `creates`: the answer holds a secret, and answers of creates are kept for repeats.
  endpoint({
    method: 'post',
    path: '/api/v1/tips',
    summary: 'Take down a tip that is told. The receipt is answered this once',
    access: DESK,
    input: TakeDown,
    output: z.object({ receipt: z.string() }),
    refusals: ['tip.desk-closed'],
    run: takeDownTip,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/tips/{tipId}/reply',
    summary: 'Answer or ask whoever holds the receipt',
    access: DESK,
    input: ReplyToTip,
    output: Changed,
    refusals: ['tip.not-found', 'tip.stale', 'tip.step-not-open', 'tip.full'],
    run: replyToTip,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/tips/{tipId}/close',
    summary: 'End a conversation, with a reason',
    access: DESK,
    input: CloseTip,
    output: Changed,
    refusals: ['tip.not-found', 'tip.stale', 'tip.step-not-open'],
    run: closeTip,
  }),
]

const leading = [
  endpoint({
    method: 'post',
    path: '/api/v1/tips/{tipId}/case',
    summary: 'Open a case from a tip. The case says that it came from a tip and not from which',
    access: DESK,
    input: CaseFromTip,
    output: Id,
    refusals: ['tip.not-found'],
    creates: true,
    run: caseFromTip,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/tips/{tipId}/screening',
    summary: 'Begin a screening from a tip',
    access: DESK,
    input: ScreeningFromTip,
    output: Id,
    refusals: ['tip.not-found'],
    creates: true,
    run: screeningFromTip,
  }),
]

export const tipApi = [...reading, ...working, ...leading]
