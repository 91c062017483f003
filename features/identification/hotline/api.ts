import { z } from 'zod'
import { ok } from '#domain/shared/result.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { id } from '#server/http/fields.ts'
import { callBackApi } from './api-call-backs.ts'
import { closeContact } from './close-contact.ts'
import { confirmContact } from './confirm-contact.ts'
import { countContact, markContact } from './count-contact.ts'
import { joinContacts, partContact } from './join-contacts.ts'
import { addToCase, openCaseFrom, referFrom, screenFrom } from './lead-on.ts'
import { hotlineFigures, listContacts, readContact } from './queries.ts'
import {
  AddToCase,
  Changed,
  CloseContact,
  COUNTS,
  ConfirmContact,
  ContactLine,
  ContactOut,
  CountContact,
  DESK,
  FigureOut,
  Figures,
  JoinContacts,
  ListContacts,
  MarkContact,
  OpenCaseFrom,
  PartContact,
  ReferFrom,
  SaveContact,
  ScreenFrom,
  StartContact,
} from './record.ts'
import { saveContact } from './save-contact.ts'
import { startContact } from './start-contact.ts'

const OWN = ['contact.not-found', 'contact.stale', 'contact.closed'] as const
const Id = z.object({ id })

const reading = [
  endpoint({
    method: 'get',
    path: '/api/v1/hotline/contacts',
    summary: "The desk's contacts, newest first",
    access: DESK,
    input: ListContacts,
    output: z.object({ items: z.array(ContactLine), next: id.nullable() }),
    run: async (ctx, input) => ok(await listContacts(ctx, input)),
  }),
  endpoint({
    method: 'get',
    path: '/api/v1/hotline/contacts/{contactId}',
    summary: 'One contact with what was said',
    access: DESK,
    input: PartContact,
    output: ContactOut,
    refusals: ['contact.not-found'],
    run: (ctx, input) => readContact(ctx, input.contactId),
  }),
  endpoint({
    method: 'get',
    path: '/api/v1/hotline/figures',
    summary: "Numbers of the agency's own desk: by hour, language, topic, region, outcome, and how far they went",
    access: COUNTS,
    input: Figures,
    output: z.object({ from: z.iso.date(), until: z.iso.date(), items: z.array(FigureOut) }),
    run: async (ctx, input) => ok(await hotlineFigures(ctx, input)),
  }),
]

const working = [
  endpoint({
    method: 'post',
    path: '/api/v1/hotline/contacts',
    summary: 'Begin a contact. A number of the caller becomes a token and is kept nowhere',
    access: DESK,
    input: StartContact,
    output: Changed,
    refusals: ['contact.already-open'],
    creates: true,
    run: startContact,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/hotline/counted',
    summary: 'Count a silent, prank or abusive call, or a wrong number',
    access: DESK,
    input: CountContact,
    output: Id,
    creates: true,
    run: countContact,
  }),
  endpoint({
    method: 'patch',
    path: '/api/v1/hotline/contacts/{contactId}',
    summary: 'Keep what is known of a contact so far',
    access: DESK,
    input: SaveContact,
    output: Changed,
    refusals: [...OWN, 'contact.region-unknown', 'contact.information-unknown'],
    run: saveContact,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/hotline/contacts/{contactId}/close',
    summary: 'End a contact with its outcome',
    access: DESK,
    input: CloseContact,
    output: Changed,
    refusals: [...OWN, 'contact.police-not-agreed'],
    run: closeContact,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/hotline/contacts/{contactId}/count',
    summary: 'Only count a contact that was begun: what was written of it is gone',
    access: DESK,
    input: MarkContact,
    output: Changed,
    refusals: [...OWN, 'contact.led-on'],
    run: markContact,
  }),
]

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

export const hotlineApi = [...reading, ...working, ...joining, ...leading, ...callBackApi]
