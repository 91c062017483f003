import { z } from 'zod'
import { CASE_LEADERS } from '#domain/access/roles.ts'
import { readStanding } from '#features/identification/screening/read-standing.ts'
import { Answer } from '#features/identification/screening/record.ts'
import { TakeScreening, takeScreening } from '#features/identification/screening/take-screening.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { id } from '#server/http/fields.ts'
import { carry } from './carry.ts'

const moment = z.iso.datetime()

const Standing = z.object({
  id,
  version: z.int(),
  status: z.enum(['draft', 'completed']),
  answers: z.record(z.string(), Answer),
  notes: z.record(z.string(), z.string()),
  by: z.string().nullable(),
  at: moment,
})

export const fieldApi = [
  endpoint({
    method: 'post',
    path: '/api/v1/field/screenings',
    summary: 'Send a screening that a field device took, under the id that the device made',
    access: CASE_LEADERS,
    input: TakeScreening,
    output: z.object({ id, version: z.int(), serverTime: moment }),
    refusals: [
      'screening.stale',
      'screening.completed',
      'screening.not-found',
      'screening.id-implausible',
      'screening.other-instrument',
      'screening.instrument-not-found',
      'screening.instrument-for-other-age',
      'screening.question-not-found',
    ],
    creates: true,
    // The moment of sending is another one at each try.
    repeated: ({ sentAt: _, ...same }) => same,
    device: true,
    run: takeScreening,
  }),
  endpoint({
    method: 'get',
    path: '/api/v1/field/screenings/{screeningId}',
    summary: 'What stands on the server where somebody was faster than a field device, with who saved it and when',
    access: CASE_LEADERS,
    input: z.strictObject({ screeningId: id }),
    output: Standing,
    refusals: ['screening.not-found'],
    device: true,
    run: (ctx, input) => readStanding(ctx, input.screeningId),
  }),
  endpoint({
    method: 'get',
    path: '/api/v1/field/carried',
    summary: 'What a field device needs to ask without a network, where it is newer than the mark that the device has',
    access: CASE_LEADERS,
    input: z.strictObject({ mark: z.string().max(40).optional() }),
    output: z.object({ carried: z.looseObject({ at: z.string(), mark: z.string() }).nullable() }),
    device: true,
    packed: true,
    run: carry,
  }),
]
