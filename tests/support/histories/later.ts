import type { Actor } from '#server/db/transact.ts'
import type { Asked } from './oracle.ts'

/** What the later parts of a story consist of, as people did it. */

export type Period = {
  id: string
  startsAt: number
  overAt: number
  endedAt: number | null
  beganAt: number
  lastOn: string
  choices: string[]
  shares: { consentId: string; part: 'clock' | 'choice' }[]
}

export type PlannedService = { id: string; service: string; carriedBy: Asked | null; ended: boolean }

export type Plan = {
  status: 'draft' | 'agreed' | 'under-review' | 'closed'
  authorId: string
  review: { authorId: string; askedBy: string } | null
  goals: { id: string; version: number; reached: boolean }[]
  services: PlannedService[]
  /** How many rows there are of what is only ever added. */
  count: Record<'assessments' | 'agreements' | 'reviews' | 'decided' | 'talks' | 'held' | 'returns' | 'words', number>
  /** Talks that are ahead. */
  ahead: number
}

export type Notice = {
  id: string
  sentBy: string | null
  acknowledged: boolean
  /** The agency that added her name: its key opens it, beside the receiver's. */
  named: { by: string } | null
}

/** A contact with the desk; `promised`: the call-back that waits, `tries`: of which call-backs. */
export type Called = {
  id: string
  by: string
  version: number
  /** She said that it is safe to call. */
  safe: boolean
  inCase: boolean
  promised: string | null
  tries: string[]
}

export type Emergency = {
  id: string
  userId: string
  depth: 'identity' | 'full'
  openedAt: number
  endsAt: number
  endedAt: number | null
  /** Until when the agency opens the case no second time; without end before the review. */
  barredUntil: number
  judged: boolean
}

/** Something that she said about the police: a decision, or an answer that counts for as long as it holds. */
export type Word = { at: number; yes: boolean; until: number | null }

/** A colleague of no agency that was asked, and when she tried code names. */
export type Rescuer = Actor & { triedAt: number[] }

export type Later = {
  words: Word[]
  files: string[]
  receipt: boolean
  wish: { id: string; state: 'asked' | 'confirmed' | 'called-off'; askedBy: string }[]
  kept: string[]
  announcedTo: string | null
  periods: Period[]
  certificates: string[]
  residence: { id: string; waits: boolean }[]
  plan: Plan | null
  notice: Notice | null
  emergencies: Emergency[]
  contacts: Called[]
}

export const nothingLater = (): Later => ({
  words: [],
  files: [],
  receipt: false,
  wish: [],
  kept: [],
  announcedTo: null,
  periods: [],
  certificates: [],
  residence: [],
  plan: null,
  notice: null,
  emergencies: [],
  contacts: [],
})

export const runs = (one: Pick<Emergency, 'endsAt' | 'endedAt'>, at: number): boolean =>
  one.endedAt === null && at < one.endsAt

export const periodRuns = (one: Period, at: number): boolean => one.endedAt === null && at < one.overAt

/** Whether the police may be told of her now: outside a period nothing here forbids it, within one her latest word decides. */
export function mayTellPolice({ periods, words }: Pick<Later, 'periods' | 'words'>, at: number): boolean {
  const period = periods.find(each => periodRuns(each, at))
  if (!period) return true
  const since = words.filter(each => each.at >= period.beganAt && (each.until === null || at < each.until))
  return since.at(-1)?.yes ?? false
}
