import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { isSame, isWithin } from './conflict.ts'
import { bodyOf, type Facts, isOnItsWay, type Kept, type Prepared, type Sending, type Theirs } from './kept.ts'

/** What a person changes. The questions, and when they were begun, stay. */
export type Change = Partial<
  Omit<Facts, 'id' | 'instrument' | 'instrumentVersion' | 'startedAt' | 'savedAt' | 'referral'>
>

/**
 * What happens to a screening on a device. `edit` names the change that an answer is about: an answer that comes late, or
 * twice, or to a copy that was given up, is about none that is in flight, and changes nothing.
 */
export type Event =
  | { kind: 'saved'; edit: string; at: string; change: Change }
  /** A referral is prepared for it, also where it is finished and sent. */
  | { kind: 'prepared'; edit: string; at: string; referral: Prepared }
  /** Sent as it is, though it is not finished; or tried again by hand. */
  | { kind: 'released' }
  | { kind: 'left'; at: string }
  | { kind: 'stored'; edit: string; version: number; serverAt: string }
  /** Nobody knows whether it arrived. */
  | { kind: 'unanswered'; edit: string; code: string; nextTryAt: string }
  | { kind: 'refused'; edit: string; code: string }
  /** Somebody was faster. `fresh`: a new name for the change, should it go on without a person. */
  | { kind: 'overtaken'; edit: string; theirs: Theirs; fresh: string }
  /** A person has decided, looking at that version of theirs. */
  | { kind: 'settled'; edit: string; at: string; theirVersion: number; change: Change }

/**
 * Why a screening cannot be changed here any more: `screening.completed` where a finished one stands on the server,
 * `screening.on-its-way` while a finished one may be standing there.
 */
export function mayChange({ status, sending }: Kept): Result<null> {
  const { state, theirs, inFlight } = sending
  if (theirs?.status === 'completed' || (state === 'sent' && status === 'completed'))
    return refuse('screening.completed')
  return inFlight?.body.complete ? refuse('screening.on-its-way') : ok(null)
}

/** The screening after the event. Nothing that a person typed is lost by any, in whatever order they come. */
export function next(kept: Kept, event: Event): Kept {
  switch (event.kind) {
    case 'saved':
      return mayChange(kept).ok ? changed(kept, event, afterSaving) : kept
    case 'prepared':
      return changed(kept, { ...event, change: { referral: event.referral } }, afterSaving)
    case 'released':
      return released(kept)
    case 'left':
      return left(kept, event.at)
    case 'settled':
      return settled(kept, event)
    default:
      return kept.sending.inFlight?.edit === event.edit ? answered(kept, event) : kept
  }
}

type Answer = Extract<Event, { kind: 'stored' | 'unanswered' | 'refused' | 'overtaken' }>

function answered(kept: Kept, event: Answer): Kept {
  const { sending } = kept
  const newest = sending.edit === event.edit
  const landed = { inFlight: null, tries: 0, lastError: null, nextTryAt: null }
  switch (event.kind) {
    case 'stored': {
      const { version: base, serverAt } = event
      return withSending(kept, { ...landed, base, serverAt, state: newest ? 'sent' : afresh(sending) })
    }
    case 'unanswered': {
      const { code, nextTryAt } = event
      const state = sending.state === 'waiting' ? 'failed' : sending.state
      return withSending(kept, { state, tries: sending.tries + 1, lastError: code, nextTryAt })
    }
    case 'refused':
      return withSending(kept, { ...landed, lastError: event.code, state: newest ? 'refused' : afresh(sending) })
    case 'overtaken':
      return met(withSending(kept, landed), event.theirs, event.fresh)
  }
}

/** What was tried and failed under an older change waits anew under the newer one; a draft that is held stays so. */
const afresh = ({ state }: Sending): Sending['state'] => (state === 'failed' ? 'waiting' : state)

/** Where all of theirs is in ours, nobody has to choose. Everything else goes to a person. */
function met(kept: Kept, theirs: Theirs, fresh: string): Kept {
  const { sending, referral } = kept
  const base = theirs.version
  const standsThere = isSame(theirs, kept) && theirs.status === kept.status
  if (standsThere && referral === null)
    return withSending(kept, { state: 'sent', base, serverAt: theirs.at, theirs: null })
  if (standsThere || (theirs.status === 'draft' && isWithin(theirs, kept)))
    return withSending(kept, { state: afresh(sending), base, edit: fresh, theirs: null })
  return withSending(kept, { state: 'conflict', theirs })
}

function released(kept: Kept): Kept {
  const { state } = kept.sending
  if (state === 'sent' || state === 'conflict') return kept
  return withSending(kept, { state: 'waiting', nextTryAt: null })
}

function left(kept: Kept, at: string): Kept {
  if (!isOnItsWay(kept)) return kept
  const inFlight = kept.sending.inFlight ?? { edit: kept.sending.edit, body: bodyOf(kept) }
  return withSending(kept, { inFlight, triedAt: at })
}

function settled(kept: Kept, event: Extract<Event, { kind: 'settled' }>): Kept {
  const { theirs } = kept.sending
  if (!theirs || theirs.version !== event.theirVersion) return kept
  const { version: base, at: serverAt, answers, notes } = theirs
  // What is finished stays as it is, whatever was chosen.
  if (theirs.status === 'completed') {
    const change = { ...event.change, answers, notes, status: theirs.status, completedAt: theirs.at }
    const state = kept.referral ? 'waiting' : 'sent'
    return changed(kept, { ...event, change }, () => ({ state, base, serverAt, theirs: null }))
  }
  return changed(kept, event, () => ({ state: 'waiting', base, theirs: null }))
}

function afterSaving({ status, sending }: Kept): Partial<Sending> {
  if (sending.state === 'conflict') return {}
  return { state: status === 'completed' ? 'waiting' : 'held', lastError: sending.inFlight ? sending.lastError : null }
}

function changed(
  kept: Kept,
  { edit, at, change }: { edit: string; at: string; change: Partial<Facts> },
  then: (kept: Kept) => Partial<Sending>,
): Kept {
  const after = { ...kept, ...change, savedAt: at, version: kept.version + 1 }
  return withSending(after, { ...then(after), edit })
}

function withSending(kept: Kept, change: Partial<Sending>): Kept {
  const sending = { ...kept.sending, ...change }
  return { ...kept, unsent: sending.state !== 'sent', sending }
}
