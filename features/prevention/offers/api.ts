import { z } from 'zod'
import { ok } from '#domain/shared/result.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { id } from '#server/http/fields.ts'
import { judgeWarning } from './judge-warning.ts'
import { listWarnings, readWarning } from './queries.ts'
import { JudgeWarning, ListWarnings, OnWarning, WARNERS, WarningOut, WarnOfOffer } from './record.ts'
import { warnOfOffer } from './warn-of-offer.ts'

export const offerApi = [
  endpoint({
    method: 'get',
    path: '/api/v1/offer-warnings',
    summary: "The own agency's warnings of job offers, newest first",
    access: WARNERS,
    input: ListWarnings,
    output: z.object({ items: z.array(WarningOut), next: z.int().nullable() }),
    run: async (ctx, input) => ok(await listWarnings(ctx, input)),
  }),
  endpoint({
    method: 'get',
    path: '/api/v1/offer-warnings/{warningId}',
    summary: 'One warning',
    access: WARNERS,
    input: OnWarning,
    output: WarningOut,
    refusals: ['offer.not-found'],
    run: (ctx, { warningId }) => readWarning(ctx, warningId),
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/offer-warnings',
    summary: 'Note a job offer that looks like a trap',
    access: WARNERS,
    input: WarnOfOffer,
    output: z.object({ id }),
    refusals: ['tip.not-found', 'offer.already-open'],
    creates: true,
    run: warnOfOffer,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/offer-warnings/{warningId}/judge',
    summary: 'Say as a second colleague that a warning is right, or that it is not',
    access: WARNERS,
    input: JudgeWarning,
    output: z.object({ id, version: z.int() }),
    refusals: ['offer.not-found', 'offer.stale', 'offer.step-not-open', 'offer.needs-another'],
    run: judgeWarning,
  }),
]
