import { z } from 'zod'
import { CASE_LEADERS } from '#domain/access/roles.ts'
import { ok } from '#domain/shared/result.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { id } from '#server/http/fields.ts'
import { onServer } from './on-server.ts'
import { listScreenings, readScreening } from './queries.ts'
import { Answer, Dimension, ListScreenings, SaveScreening, ScreeningLine, StartScreening } from './record.ts'
import { saveScreening } from './save-screening.ts'
import { startScreening } from './start-screening.ts'

const Saved = z.object({
  id,
  version: z.int(),
  status: z.enum(['draft', 'completed']),
  result: z
    .looseObject({ dimensions: z.record(z.string(), Dimension), finding: z.string(), nextStep: z.string() })
    .nullable(),
})

const Whole = ScreeningLine.extend({
  agencyId: id,
  language: z.string(),
  place: z.string().nullable(),
  answers: z.record(z.string(), Answer),
  notes: z.record(z.string(), z.string()),
})

export const screeningApi = [
  endpoint({
    method: 'post',
    path: '/api/v1/screenings',
    summary: 'Begin a screening, or send a whole one',
    access: CASE_LEADERS,
    input: StartScreening,
    output: Saved,
    refusals: ['screening.instrument-not-found', 'screening.instrument-for-other-age', 'screening.question-not-found'],
    creates: true,
    run: onServer(startScreening),
  }),
  endpoint({
    method: 'get',
    path: '/api/v1/screenings',
    summary: "The agency's screenings, newest first",
    access: CASE_LEADERS,
    input: ListScreenings,
    output: z.object({ items: z.array(ScreeningLine), next: id.nullable() }),
    run: async (ctx, input) => ok(await listScreenings(ctx, input)),
  }),
  endpoint({
    method: 'get',
    path: '/api/v1/screenings/{screeningId}',
    summary: 'One screening with its answers',
    access: CASE_LEADERS,
    input: z.strictObject({ screeningId: id }),
    output: Whole,
    refusals: ['screening.not-found'],
    run: (ctx, input) => readScreening(ctx, input.screeningId),
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/screenings/{screeningId}',
    summary: 'Save a screening part-way, or complete it',
    access: CASE_LEADERS,
    input: SaveScreening,
    output: Saved,
    refusals: ['screening.not-found', 'screening.completed', 'screening.stale', 'screening.question-not-found'],
    run: onServer(saveScreening),
  }),
]
