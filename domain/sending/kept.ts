import type { AgeGroup } from '#domain/cases/case.ts'
import type { Service, Urgency } from '#domain/referral/referral.ts'
import type { Told } from '#domain/screening/merge-answers.ts'

/** A referral that the official prepared at the post. It is made at the desk, from the case that is opened there. */
export type Prepared = { toAgencyId: string; service: Service; urgency: Urgency; note: string }

export type Status = 'draft' | 'completed'

/** What a screening on a device holds of the person and the questions. Moments are ISO, by the clock of the device. */
export type Facts = Told & {
  /** UUIDv7, made on the device and never another. */
  readonly id: string
  readonly instrument: string
  readonly instrumentVersion: number
  situation: string
  ageGroup: AgeGroup
  /** The language that the questions are asked in. */
  language: string
  place: string | null
  status: Status
  finding: string | null
  nextStep: string | null
  readonly startedAt: string
  completedAt: string | null
  savedAt: string
  referral: Prepared | null
}

/** What stands on the server where somebody was faster, who saved it and when. */
export type Theirs = Told & { version: number; status: Status; by: string | null; at: string }

/** What is sent. The moment of sending is added at each try. */
export type Body = Told & {
  id: string
  instrument: string
  instrumentVersion: number
  situation: string
  ageGroup: AgeGroup
  language: string
  place?: string
  complete: boolean
  base: number
  startedAt: string
  savedAt: string
  referral?: Prepared
}

/**
 * - `held`: a draft that stays here until it is finished or released by hand
 * - `waiting`: to be sent; `failed`: tried, and tried again by itself
 * - `conflict`: somebody was faster, a person decides; `refused`: a person must change it
 * - `sent`: the server has exactly this
 */
export type SendingState = 'held' | 'waiting' | 'failed' | 'conflict' | 'refused' | 'sent'

export type Sending = {
  state: SendingState
  /** UUIDv7 of the newest change that was made here. */
  edit: string
  /** The version on the server that the change builds on; 0 where it has none. */
  base: number
  /** Sent, and nobody knows yet whether it arrived: sent again unchanged until an answer is certain, before anything newer. */
  inFlight: { edit: string; body: Body } | null
  tries: number
  lastError: string | null
  triedAt: string | null
  nextTryAt: string | null
  theirs: Theirs | null
  /** When the server stored the newest version that it has of ours, by its clock. */
  serverAt: string | null
}

/** One screening as a device keeps it. `version` counts the changes made here. */
export type Kept = Facts & { version: number; unsent: boolean; sending: Sending }

export function begun(facts: Facts, edit: string): Kept {
  const sending: Sending = {
    state: facts.status === 'completed' ? 'waiting' : 'held',
    edit,
    base: 0,
    inFlight: null,
    tries: 0,
    lastError: null,
    triedAt: null,
    nextTryAt: null,
    theirs: null,
    serverAt: null,
  }
  return { ...facts, version: 1, unsent: true, sending }
}

/** Whether something of it is to go out: a released change, or a copy that may or may not have arrived. */
export const isOnItsWay = ({ sending }: Kept): boolean =>
  sending.inFlight !== null || sending.state === 'waiting' || sending.state === 'failed'

export function bodyOf(kept: Kept): Body {
  const { id, instrument, instrumentVersion, situation, ageGroup, language, answers, notes, startedAt, savedAt } = kept
  return {
    id,
    instrument,
    instrumentVersion,
    situation,
    ageGroup,
    language,
    answers,
    notes,
    complete: kept.status === 'completed',
    base: kept.sending.base,
    startedAt,
    savedAt,
    ...(kept.place !== null && { place: kept.place }),
    ...(kept.referral !== null && { referral: kept.referral }),
  }
}
