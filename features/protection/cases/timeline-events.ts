import type { Agreement, CaseHistory, Referred, Screened, Stay, Told } from './timeline.ts'
import type { Period } from './timeline-periods.ts'

import type { Planned } from './timeline-plan.ts'

export const LANES = ['screening', 'case', 'consent', 'referral', 'shelter', 'reflection', 'plan'] as const
export type Lane = (typeof LANES)[number]

export type What =
  | 'screening-done'
  | 'case-opened'
  | 'case-closed'
  | 'wish-added'
  | 'note-added'
  | 'lead-passed'
  | 'consent-agreed'
  | 'consent-refused'
  | 'consent-withdrawn'
  | 'consent-ended'
  | 'referral-drafted'
  | 'referral-sent'
  | 'referral-accepted'
  | 'referral-declined'
  | 'referral-expired'
  | 'referral-completed'
  | 'referral-withdrawn'
  | 'bed-held'
  | 'bed-given'
  | 'bed-left'
  | 'reflection-began'
  | 'reflection-ended'
  | 'plan-begun'
  | 'plan-agreed'
  | 'plan-reviewed'
  | 'plan-closed'
  | 'plan-followed-up'

/** One thing that happened. `code` is what coded it (a purpose, a service, a reason); `name` is an agency's or a shelter's. */
export type Happening = {
  id: string
  recordId: string
  lane: Lane
  what: What
  at: Date
  /** For what lasts; null while it goes on, left out for what is over in a moment. */
  until?: Date | null
  name: string | null
  code: string | null
  reason: string | null
  by: string | null
}

type Span = { openedAt: Date; openedFrom: string; closedAt: Date | null }
type Given = { recordId: string; lane: Lane; what: What; at: Date } & Partial<Happening>

const happening = (given: Given): Happening => ({
  id: `${given.what} ${given.recordId}`,
  name: null,
  code: null,
  reason: null,
  by: null,
  ...given,
})

/** What the records say happened up to now, oldest first. Things of one instant keep the order in which the work does them. */
export function happeningsIn(history: CaseHistory & Span, now: Date): Happening[] {
  const { openedAt, openedFrom, closedAt } = history
  const own = { recordId: 'case', lane: 'case' } as const
  // Records come newest first; turned round, so that two of one instant stay in the order of their ids.
  const each = <T>(rows: readonly T[], read: (row: T) => Happening[]) => rows.toReversed().flatMap(read)
  return [
    ...each(history.screenings, ofScreening),
    happening({ ...own, what: 'case-opened', at: openedAt, code: openedFrom }),
    ...each(history.told, ofTold),
    ...each(history.consents, row => ofConsent(row, now)),
    ...each(history.referrals, row => ofReferral(row, now)),
    ...each(history.stays, row => ofStay(row, now)),
    ...each(history.periods, row => ofPeriod(row, now)),
    ...each(history.planned, ofPlan),
    ...(closedAt ? [happening({ ...own, what: 'case-closed', at: closedAt })] : []),
  ].sort((a, b) => a.at.getTime() - b.at.getTime())
}

const ofScreening = ({ id, completedAt, nextStep, agencyName }: Screened) => [
  happening({
    recordId: id,
    lane: 'screening',
    what: 'screening-done',
    at: completedAt,
    code: nextStep,
    by: agencyName,
  }),
]

const ofTold = ({ id, kind, writtenAt, agencyName }: Told) => [
  happening({ recordId: id, lane: 'case', what: `${kind}-added`, at: writtenAt, by: agencyName }),
]

function ofConsent({ id, purpose, recipientName, agreed, ...row }: Agreement, now: Date): Happening[] {
  const common = { recordId: id, lane: 'consent', code: purpose, name: recipientName } as const
  const { recordedAt, withdrawnAt, supersededAt, validUntil } = row
  const given = happening({ ...common, what: agreed ? 'consent-agreed' : 'consent-refused', at: recordedAt })
  if (withdrawnAt) return [given, happening({ ...common, what: 'consent-withdrawn', at: withdrawnAt })]
  const followed = supersededAt !== null && supersededAt <= validUntil
  if (!agreed || followed || validUntil > now) return [given]
  return [given, happening({ ...common, what: 'consent-ended', at: validUntil })]
}

function ofReferral(row: Referred, now: Date): Happening[] {
  const common = { recordId: row.id, lane: 'referral', code: row.service, name: row.toName } as const
  const { draftedAt, sentAt, answeredAt, closedAt, status } = row
  const waited = !sentAt || sentAt > draftedAt
  const accepted = answeredAt !== null && status !== 'declined'
  return [
    waited && happening({ ...common, what: 'referral-drafted', at: draftedAt, by: row.fromName }),
    sentAt && happening({ ...common, what: 'referral-sent', at: sentAt, by: row.fromName }),
    ranOut(row, now) && happening({ ...common, what: 'referral-expired', at: row.expiresAt ?? now }),
    accepted && happening({ ...common, what: 'referral-accepted', at: answeredAt }),
    accepted &&
      row.service === 'case-management' &&
      happening({ ...common, lane: 'case', what: 'lead-passed', at: answeredAt }),
    answeredAt &&
      status === 'declined' &&
      happening({ ...common, what: 'referral-declined', at: answeredAt, reason: row.declineReason }),
    closedAt &&
      status === 'completed' &&
      happening({ ...common, what: 'referral-completed', at: closedAt, reason: row.outcome }),
    closedAt && status === 'withdrawn' && happening({ ...common, what: 'referral-withdrawn', at: closedAt }),
  ].filter(each => each !== null && each !== false)
}

/** Nobody answered in time: so it is now, or so it was until the sender took it back. */
function ranOut({ status, answeredAt, closedAt, expiresAt }: Referred, now: Date): boolean {
  if (status === 'expired') return true
  return answeredAt === null && expiresAt !== null && expiresAt <= (closedAt ?? now)
}

function ofStay({ id, kind, shelterCode, since, until, endedReason }: Stay, now: Date): Happening[] {
  const common = { recordId: id, lane: 'shelter', name: shelterCode } as const
  if (kind === 'hold') return [happening({ ...common, what: 'bed-held', at: since, until })]
  const over = until !== null && until <= now
  const given = happening({ ...common, what: 'bed-given', at: since, until: over ? until : null })
  return over ? [given, happening({ ...common, what: 'bed-left', at: until, reason: endedReason })] : [given]
}

/** From its first day to its last, or to the day on which it was ended. */
function ofPeriod({ id, startsAt, overAt, endedAt }: Period, now: Date): Happening[] {
  const common = { recordId: id, lane: 'reflection' } as const
  const end = endedAt ?? overAt
  const over = end <= now
  const began = happening({ ...common, what: 'reflection-began', at: startsAt, until: over ? end : null })
  return over ? [began, happening({ ...common, what: 'reflection-ended', at: end })] : [began]
}

const ofPlan = ({ id, what, at }: Planned) => [happening({ recordId: id, lane: 'plan', what: `plan-${what}`, at })]
