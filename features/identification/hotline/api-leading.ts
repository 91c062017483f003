import { z } from 'zod'
import { endpoint } from '#server/http/endpoint.ts'
import { id } from '#server/http/fields.ts'
import { Changed } from './answers.ts'
import { confirmContact } from './confirm-contact.ts'
import { joinContacts, partContact } from './join-contacts.ts'
import { addToCase, openCaseFrom, referFrom, screenFrom } from './lead-on.ts'
import {
  AddToCase,
  ConfirmContact,
  DESK,
  JoinContacts,
  OpenCaseFrom,
  PartContact,
  ReferFrom,
  ScreenFrom,
} from './record.ts'

const Id = z.object({ id })

const joining = [
  endpoint({
    method: 'post',
    path: '/api/v1/hotline/contacts/{contactId}/join',
    summary: 'The caller says that both contacts are hers',
    access: DESK,
    input: JoinContacts,
    output: Changed,
    refusals: ['contact.not-found', 'contact.same', 'contact.counted-only'],
    run: joinContacts,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/hotline/contacts/{contactId}/part',
    summary: 'Take a contact away from those that it was joined to',
    access: DESK,
    input: PartContact,
    output: Changed,
    refusals: ['contact.not-found'],
    run: partContact,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/hotline/contacts/{contactId}/confirm',
    summary: 'What became of a contact that was passed to the police',
    access: ['shift-lead'],
    input: ConfirmContact,
    output: Changed,
    refusals: ['contact.not-found', 'contact.not-passed', 'contact.day-ahead'],
    run: confirmContact,
  }),
]

const LED = ['contact.not-found', 'contact.counted-only'] as const
const leading = [
  endpoint({
    method: 'post',
    path: '/api/v1/hotline/contacts/{contactId}/case',
    summary: 'Open a case with what the contact knows',
    access: DESK,
    input: OpenCaseFrom,
    output: z.object({ id, codeName: z.string(), version: z.int() }),
    refusals: [...LED, 'contact.case-already-open'],
    creates: true,
    run: openCaseFrom,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/hotline/contacts/{contactId}/add-to-case',
    summary: 'Make a contact part of a case that runs',
    access: DESK,
    input: AddToCase,
    output: Id,
    refusals: [...LED, 'contact.case-already-open', 'case.not-found', 'case.not-lead', 'case.closed'],
    run: addToCase,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/hotline/contacts/{contactId}/screening',
    summary: 'Begin a screening by telephone',
    access: DESK,
    input: ScreenFrom,
    output: Id,
    refusals: [...LED, 'contact.screening-already-open', 'screening.instrument-not-found'],
    creates: true,
    run: screenFrom,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/hotline/contacts/{contactId}/referral',
    summary: 'Refer the person whose case the contact became',
    access: DESK,
    input: ReferFrom,
    output: Id,
    refusals: [
      'contact.not-found',
      'contact.no-case',
      'agency.not-found',
      'referral.own-agency',
      'referral.service-not-offered',
      'referral.already-open',
      'referral.consent-missing',
      'referral.consent-too-shallow',
      'reflection.running',
      'return.not-safe',
      'case.not-lead',
      'case.closed',
    ],
    creates: true,
    run: referFrom,
  }),
]

export const leadingApi = [...joining, ...leading]
