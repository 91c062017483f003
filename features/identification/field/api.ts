import { z } from 'zod'
import { CASE_LEADERS } from '#domain/access/roles.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { carry } from './carry.ts'

export const fieldApi = [
  endpoint({
    method: 'get',
    path: '/api/v1/field/carried',
    summary: 'What a field device needs to ask without a network, where it is newer than the mark that the device has',
    access: CASE_LEADERS,
    input: z.strictObject({ mark: z.string().max(40).optional() }),
    output: z.object({ carried: z.looseObject({ at: z.string(), mark: z.string() }).nullable() }),
    device: true,
    run: carry,
  }),
]
