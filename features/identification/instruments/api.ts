import { z } from 'zod'
import { DRAFT_STATUSES } from '#domain/instruments/states.ts'
import { ok } from '#domain/shared/result.ts'
import { NOT_CARRIED, TO_DECIDE } from '#domain/xlsform/report.ts'
import { instrumentProblems } from '#knowledge/schema/instrument.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { id } from '#server/http/fields.ts'
import { beginDraft } from './begin-draft.ts'
import { dropDraft } from './drop-draft.ts'
import { publishDraft } from './publish-draft.ts'
import { readDraft } from './queries.ts'
import { BeginDraft, DraftStepInput, EDITORS, ReturnDraft, WriteDraft } from './record.ts'
import { returnDraft } from './return-draft.ts'
import { sendToReview } from './send-to-review.ts'
import { writeDraft } from './write-draft.ts'

const NotCarriedOut = z.object({
  sheet: z.string(),
  row: z.int(),
  column: z.string(),
  value: z.string(),
  why: z.enum(NOT_CARRIED),
})
const ReportOut = z.object({
  carried: z.int(),
  notCarried: z.array(NotCarriedOut).readonly(),
  toDecide: z.array(z.object({ at: z.string(), what: z.enum(TO_DECIDE) })).readonly(),
})
const DraftOut = z.object({
  id,
  instrument: z.string(),
  baseVersion: z.int().nullable(),
  body: z.record(z.string(), z.unknown()),
  status: z.enum(DRAFT_STATUSES),
  author: id,
  note: z.string().nullable(),
  report: ReportOut.nullable(),
  version: z.int(),
  changedAt: z.date(),
  problems: z.array(z.object({ at: z.string(), why: z.string() })),
})
const Id = z.object({ id })
const STEP = ['instrument.not-found', 'instrument.step-not-open', 'instrument.stale']
const at = '/api/v1/instrument-drafts' as const

export const instrumentApi = [
  endpoint({
    method: 'post',
    path: at,
    summary: 'Begin a draft from a version of an instrument',
    access: EDITORS,
    input: BeginDraft,
    output: Id,
    refusals: ['instrument.not-found'],
    creates: true,
    run: beginDraft,
  }),
  endpoint({
    method: 'get',
    path: `${at}/{draftId}`,
    summary: 'A draft, and what is still wrong with it',
    access: EDITORS,
    input: z.strictObject({ draftId: id }),
    output: DraftOut,
    refusals: ['instrument.not-found'],
    run: async (ctx, { draftId }) => {
      const found = await readDraft(ctx, draftId)
      return found.ok ? ok({ ...found.value, problems: instrumentProblems(found.value.body).slice(0, 200) }) : found
    },
  }),
  endpoint({
    method: 'post',
    path: `${at}/{draftId}/body`,
    summary: 'Write the text of a draft',
    access: EDITORS,
    input: WriteDraft,
    output: z.object({ id, version: z.int() }),
    refusals: [...STEP, 'instrument.not-author', 'instrument.too-long', 'instrument.too-deep', 'instrument.not-text'],
    run: writeDraft,
  }),
  endpoint({
    method: 'post',
    path: `${at}/{draftId}/review`,
    summary: 'Send a draft to a second editor',
    access: EDITORS,
    input: DraftStepInput,
    output: Id,
    refusals: [...STEP, 'instrument.not-author', 'instrument.not-valid'],
    run: sendToReview,
  }),
  endpoint({
    method: 'post',
    path: `${at}/{draftId}/return`,
    summary: 'Return a draft to its author with a note',
    access: EDITORS,
    input: ReturnDraft,
    output: Id,
    refusals: [...STEP, 'instrument.own-draft'],
    run: returnDraft,
  }),
  endpoint({
    method: 'post',
    path: `${at}/{draftId}/drop`,
    summary: 'Give up a draft',
    access: EDITORS,
    input: DraftStepInput,
    output: Id,
    refusals: [...STEP, 'instrument.not-author'],
    run: dropDraft,
  }),
  endpoint({
    method: 'post',
    path: `${at}/{draftId}/publish`,
    summary: 'Publish what another editor wrote as the next version',
    access: EDITORS,
    input: DraftStepInput,
    output: z.object({ id, published: z.int() }),
    refusals: [...STEP, 'instrument.own-draft', 'instrument.not-valid'],
    run: publishDraft,
  }),
]
