import { z } from 'zod'
import { CASE_LEADERS } from '#domain/access/roles.ts'
import { ok } from '#domain/shared/result.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { ReadAccessLog, readAccessLog } from './read-access-log.ts'

const Entry = z.object({
  seq: z.int(),
  at: z.date(),
  agency: z.string().nullable(),
  role: z.string().nullable(),
  action: z.string(),
  parts: z.array(z.string()),
  basis: z.string().nullable(),
  agreedAt: z.date().nullable(),
  lawfulBasis: z.string().nullable(),
})

export const accessLogApi = [
  endpoint({
    method: 'get',
    path: '/api/v1/cases/{caseId}/access-log',
    summary: 'What was looked at and done in a case, and on what ground, newest first: the person’s own log',
    access: CASE_LEADERS,
    input: ReadAccessLog,
    output: z.object({ items: z.array(Entry), next: z.int().nullable() }),
    refusals: ['case.not-found', 'case.not-lead'],
    run: async (ctx, input) => {
      const log = await readAccessLog(ctx, input)
      return log.ok
        ? ok({ items: [...log.value.entries].map(each => ({ ...each, parts: [...each.parts] })), next: log.value.next })
        : log
    },
  }),
]
