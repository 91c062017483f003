import { type Action, action, type Page } from '#server/http/page.ts'
import { callBackActions, callBackPage } from './call-back-page.tsx'
import { confirmContact } from './confirm-contact.ts'
import { contactPage } from './contact-page.tsx'
import { markContact } from './count-contact.ts'
import { deskActions, deskPage, newContactPage } from './desk-page.tsx'
import { figuresPage } from './figures-page.tsx'
import { partContact } from './join-contacts.ts'
import { type Kept, keepContact } from './keep-contact.ts'
import { openCaseFrom } from './lead-on.ts'
import { ConfirmContact, DESK, KeepContact, MarkContact, OpenCaseFrom, PartContact } from './record.ts'

export const hotlinePages: Page[] = [deskPage, newContactPage, figuresPage, contactPage, callBackPage]

const PATHS = { contact: '/hotline/contacts', case: '/cases', screening: '/screenings' } as const
const kept = ({ id, to, q }: Kept) => `${PATHS[to]}/${id}${q ? `?q=${encodeURIComponent(q)}` : ''}`
const again = contactPage
const stays = (_: unknown, { contactId }: Record<string, string>) => `/hotline/contacts/${contactId}`

export const hotlineActions: Action[] = [
  ...deskActions,
  action({
    path: '/hotline/contacts/:contactId',
    access: DESK,
    input: KeepContact,
    run: keepContact,
    again,
    next: kept,
  }),
  action({
    path: '/hotline/contacts/:contactId/count',
    access: DESK,
    input: MarkContact,
    run: markContact,
    again,
    next: () => '/hotline',
  }),
  action({
    path: '/hotline/contacts/:contactId/case',
    access: DESK,
    input: OpenCaseFrom,
    run: openCaseFrom,
    again,
    next: opened => `/cases/${opened.id}`,
  }),
  action({
    path: '/hotline/contacts/:contactId/part',
    access: DESK,
    input: PartContact,
    run: partContact,
    again,
    next: stays,
  }),
  action({
    path: '/hotline/contacts/:contactId/confirm',
    access: ['shift-lead'],
    input: ConfirmContact,
    run: confirmContact,
    again,
    next: stays,
  }),
  ...callBackActions,
]
