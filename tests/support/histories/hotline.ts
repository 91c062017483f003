import { agreeCallBack, recordAttempt, takeCallBack } from '#features/identification/hotline/call-backs.ts'
import { addToCase } from '#features/identification/hotline/lead-on.ts'
import { SaveContact } from '#features/identification/hotline/record.ts'
import { saveContact } from '#features/identification/hotline/save-contact.ts'
import { startContact } from '#features/identification/hotline/start-contact.ts'
import type { Actor } from '#server/db/transact.ts'
import { run } from '#tests/support/thread.ts'
import type { Area } from './area.ts'
import { close } from './bed-moves.ts'
import type { Called } from './later.ts'
import { accept, answer, type Choose, idIn, leadOf, type Played, refer, takeBack } from './moves.ts'
import { reaches, reachFor, type Story, seenBy, type World } from './oracle.ts'

const MOST_CONTACTS = 2

const callsDesk: Choose = played => {
  const { cast, story } = played
  if (story.contacts.length >= MOST_CONTACTS) return null
  const operator = leadOf(played)
  return {
    tells: 'she calls the desk',
    may: true,
    run: () => run(cast.test, operator, startContact, { channel: 'phone' as const }),
    follows: value =>
      story.contacts.push({
        id: idIn(value),
        by: operator.agencyId,
        version: 1,
        safe: false,
        inCase: false,
        promised: null,
        tries: [],
      }),
  }
}

/** One of her contacts, and who answered it. */
function oneOf({ cast, story, chance }: Played): { contact: Called; operator: Actor } | null {
  if (story.contacts.length === 0) return null
  const contact = chance.pick(story.contacts)
  return { contact, operator: contact.by === cast.first.agencyId ? cast.first : cast.second }
}

const goesOn = (story: Story, { by, inCase }: Called) => !inCase || story.lead === by

const saysMore: Choose = played => {
  const one = oneOf(played)
  if (!one) return null
  const { contact, operator } = one
  const { id, version } = contact
  const said = SaveContact.parse({ contactId: id, version, safeContact: 'yes', said: 'invented words' })
  return {
    tells: 'she says more',
    may: goesOn(played.story, contact),
    run: () => run(played.cast.test, operator, saveContact, said),
    follows: () => Object.assign(contact, { version: version + 1, safe: true }),
  }
}

const promise: Choose = played => {
  const one = oneOf(played)
  if (!one) return null
  const { contact, operator } = one
  const asked = { contactId: contact.id, inMinutes: 60, number: '+7 000 000 00 00' }
  return {
    tells: 'a call is promised',
    // Until she has said that it is safe nobody calls.
    may: goesOn(played.story, contact) && contact.safe && !contact.promised,
    run: () => run(played.cast.test, operator, agreeCallBack, asked),
    follows: value => Object.assign(contact, { promised: idIn(value) }),
  }
}

const tryCall: Choose = played => {
  const one = oneOf(played)
  if (!one?.contact.promised) return null
  const { contact, operator } = one
  const callBackId = one.contact.promised
  const result = played.chance.pick(['no-answer', 'spoke'] as const)
  return {
    tells: `she is called: ${result}`,
    may: goesOn(played.story, contact),
    run: async () => {
      const taken = await run(played.cast.test, operator, takeCallBack, { callBackId })
      if (!taken.ok) return taken
      return run(played.cast.test, operator, recordAttempt, { callBackId, result, againInMinutes: 60 })
    },
    follows: () => {
      contact.tries.push(callBackId)
      if (result === 'spoke') contact.promised = null
    },
  }
}

const belongs: Choose = played => {
  const one = oneOf(played)
  if (!one) return null
  const { contact, operator } = one
  const { story, cast } = played
  return {
    tells: 'the contact is made part of her case',
    may: !contact.inCase && story.lead === contact.by && !story.closed,
    run: () => run(cast.test, operator, addToCase, { contactId: contact.id, caseId: story.caseId }),
    follows: () => Object.assign(contact, { inCase: true, version: contact.version + 1 }),
  }
}

function deskSees(world: World, story: Story, viewer: Actor, at: number): string[] {
  const heard = seenBy(world, story, viewer, at).filter(each => each.startsWith('key of heard'))
  const lines = story.contacts.flatMap(contact => {
    const own = viewer.agencyId === contact.by && viewer.role === 'case-worker'
    const byCase = contact.inCase && viewer.role !== 'coordinator' && reaches(reachFor(story, viewer, at), 'full')
    if (!(own && goesOn(story, contact)) && !byCase) return []
    if (!own) return [`contact ${contact.id}`]
    const { id, promised, tries } = contact
    return [
      `contact ${id}`,
      `said ${id}`,
      `key of heard ${id}`,
      ...(promised ? [`key of name ${promised}`] : []),
      ...[...tries, promised].flatMap(each => (each ? [`promise ${each}`] : [])),
      ...tries.map(each => `try of ${each}`),
    ]
  })
  return [...heard, ...lines]
}

/** What the desk of a hotline keeps of her, alone and as part of her case. */
export const HOTLINE: Area = {
  tables: ['contact', 'contact_words', 'call_back', 'call_attempt', 'data_key'],
  moves: [
    ...[answer, refer, refer, accept, accept, takeBack, close],
    ...[callsDesk, callsDesk, saysMore, saysMore, promise, promise, tryCall, tryCall, belongs, belongs],
  ],
  sights: `
    select 'contact ' || id as seen, id as owner from aman.contact where id = any($2) or case_id = any($1)
    union all select 'said ' || contact_id, contact_id from aman.contact_words where contact_id = any($2)
    union all select 'promise ' || id, id from aman.call_back where id = any($2)
    union all select 'try of ' || call_back_id, call_back_id from aman.call_attempt where call_back_id = any($2)
    union all select 'key of heard ' || subject_id, subject_id from aman.data_key where subject_id = any($2) and depth = 'full'
    union all select 'key of name ' || subject_id, subject_id from aman.data_key where subject_id = any($2) and depth = 'identity'`,
  sees: deskSees,
}
