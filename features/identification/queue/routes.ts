import type { EventStream } from '#server/http/event-stream.ts'
import { type Action, action, type Page } from '#server/http/page.ts'
import { acceptHandover, giveContacts, handOver } from './hand-over.ts'
import { handOverPage } from './hand-over-page.tsx'
import { EVENTS, queuePage } from './queue-page.tsx'
import { DESK, GiveContacts, HandOver, OnCall, OnHandover } from './record.ts'
import { takeCall } from './take-call.ts'

export const queuePages: Page[] = [queuePage, handOverPage]
export const queueStreams: EventStream[] = [{ path: EVENTS, access: DESK, audit: 'queue.followed' }]

const again = handOverPage
const next = () => handOverPage.path

export const queueActions: Action[] = [
  action({
    path: '/hotline/queue/calls/:callId/take',
    access: DESK,
    input: OnCall,
    run: takeCall,
    again: queuePage,
    next: ({ id }) => `/hotline/new?call=${id}`,
  }),
  action({ path: '/hotline/hand-over', access: ['shift-lead'], input: HandOver, run: handOver, again, next }),
  action({
    path: '/hotline/hand-over/contacts',
    access: ['shift-lead'],
    input: GiveContacts,
    run: giveContacts,
    again,
    next,
  }),
  action({
    path: '/hotline/hand-over/:handoverId/accept',
    access: ['shift-lead'],
    input: OnHandover,
    run: acceptHandover,
    again,
    next,
  }),
]
