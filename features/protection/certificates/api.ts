import { z } from 'zod'
import { VERDICTS } from '#domain/reflection/certificate.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { checkAsColleague } from './check-certificate.ts'

export const certificateApi = [
  endpoint({
    method: 'get',
    path: '/api/v1/certificates/{number}',
    summary: 'Check a certificate by its number: until when its bearer must not be removed',
    access: 'signed-in',
    input: z.strictObject({ number: z.string().max(40) }),
    output: z.object({
      verdict: z.enum(VERDICTS),
      notBefore: z.iso.date().nullable(),
      issuedBy: z.string().nullable(),
    }),
    refusals: ['certificate.not-found'],
    run: checkAsColleague,
  }),
]
