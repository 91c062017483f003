import { z } from 'zod'
import { ok } from '#domain/shared/result.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { id } from '#server/http/fields.ts'
import { listAlerts } from './queries.ts'
import { ListAlerts, OVERSEERS, ReviewAlert } from './record.ts'
import { reviewAlert } from './review-alert.ts'

const Review = z.object({
  finding: z.string(),
  reason: z.string(),
  reviewedAt: z.date(),
  reviewedBy: id,
  reviewerName: z.string().nullable(),
})
const AlertOut = z.object({
  id,
  kind: z.string(),
  userId: id,
  name: z.string().nullable(),
  agencyName: z.string(),
  madeBy: id.nullable(),
  madeByName: z.string().nullable(),
  count: z.int(),
  since: z.date(),
  until: z.date(),
  raisedAt: z.date(),
  reviews: z.array(Review),
})

export const alertApi = [
  endpoint({
    method: 'get',
    path: '/api/v1/alerts',
    summary: 'Unusual reading by colleagues, and links made for accounts in use, newest first',
    access: OVERSEERS,
    input: ListAlerts,
    output: z.object({ items: z.array(AlertOut), next: id.nullable() }),
    run: async (ctx, input) => ok(await listAlerts(ctx, input)),
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/alerts/{alertId}/review',
    summary: 'Say what was found out about an alert',
    access: 'signed-in',
    input: ReviewAlert,
    output: z.object({ id, finding: z.string() }),
    refusals: ['alert.not-found', 'alert.own-link', 'alert.reason-not-fitting', 'alert.review-taken'],
    run: reviewAlert,
  }),
]
