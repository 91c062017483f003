import { z } from 'zod'
import { ok } from '#domain/shared/result.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { id } from '#server/http/fields.ts'
import { Changed, ContactLine, ContactOut, FigureOut } from './answers.ts'
import { callBackApi } from './api-call-backs.ts'
import { leadingApi } from './api-leading.ts'
import { beginContact } from './begin-contact.ts'
import { closeContact } from './close-contact.ts'
import { countContact, markContact } from './count-contact.ts'
import { hotlineFigures, listContacts, readContact } from './queries.ts'
import {
  CloseContact,
  COUNTS,
  CountContact,
  DESK,
  Figures,
  ListContacts,
  MarkContact,
  PartContact,
  SaveContact,
  StartContact,
} from './record.ts'
import { saveContact } from './save-contact.ts'

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
    refusals: ['contact.already-open', 'contact-origin.not-found', 'call.not-found', 'call.taken', 'call.lost'],
    creates: true,
    run: beginContact,
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

export const hotlineApi = [...reading, ...working, ...leadingApi, ...callBackApi]
