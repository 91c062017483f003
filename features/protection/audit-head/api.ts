import { z } from 'zod'
import { ok } from '#domain/shared/result.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { readAuditHead } from './read-head.ts'

const HeadOut = z.object({ block: z.int(), sha256: z.string(), sealedAt: z.iso.datetime(), signed: z.string() })

export const auditHeadApi = [
  endpoint({
    method: 'get',
    path: '/api/v1/audit-head',
    summary: 'The newest sealed block of the audit record, to be kept outside; "aman audit verify --head" takes it',
    access: ['administrator'],
    input: z.strictObject({}),
    output: z.object({ head: HeadOut.nullable() }),
    run: async ctx => ok({ head: await readAuditHead(ctx) }),
  }),
]
