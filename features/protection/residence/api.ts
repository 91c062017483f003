import { z } from 'zod'
import { RESIDENCE_KINDS } from '#domain/residence/residence.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { code, id } from '#server/http/fields.ts'
import { LETTERS, writeLetter } from './letter.ts'
import { readResidence } from './read-residence.ts'
import { Answer, OfCase, Petition, RESIDENCE_READERS, StepOut } from './record.ts'
import { recordAnswer } from './record-answer.ts'
import { recordPetition } from './record-petition.ts'

const LEAD = ['case.not-found', 'case.not-lead', 'case.closed'] as const

export const residenceApi = [
  endpoint({
    method: 'get',
    path: '/api/v1/cases/{caseId}/residence',
    summary: 'Petitions for residence and what follows, their answers, and what may be asked next',
    access: RESIDENCE_READERS,
    input: OfCase,
    output: z.object({
      caseId: id,
      steps: z.array(StepOut),
      endsOn: z.iso.date().nullable(),
      next: z.array(z.enum(RESIDENCE_KINDS)),
    }),
    refusals: ['case.not-found'],
    run: readResidence,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/residence/petitions',
    summary: 'Note that something was asked for',
    access: ['case-worker'],
    input: Petition,
    output: StepOut,
    refusals: [...LEAD, 'residence.day-to-come', 'residence.no-rule', 'residence.step-not-open'],
    creates: true,
    run: recordPetition,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/residence/answers',
    summary: 'Note how an authority answered',
    access: ['case-worker'],
    input: Answer,
    output: StepOut,
    refusals: [
      ...LEAD,
      'residence.not-found',
      'residence.day-to-come',
      'residence.days-missing',
      'residence.days-reversed',
      'residence.too-long',
    ],
    run: recordAnswer,
  }),
  endpoint({
    method: 'get',
    path: '/api/v1/cases/{caseId}/residence/letter',
    summary: 'A petition, a request for extension or an appeal, as a draft for a lawyer to check (PDF)',
    access: ['case-worker'],
    input: OfCase.extend({
      letter: code(LETTERS).default('residence'),
      language: code(['ru', 'kk', 'en']).default('ru'),
    }),
    output: z.any(),
    refusals: ['case.not-found', 'case.not-lead', 'residence.no-rule'],
    file: true,
    run: writeLetter,
  }),
]
