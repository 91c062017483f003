import type { Role } from '#domain/access/roles.ts'
import { addHours } from '#domain/shared/dates.ts'
import type { Ctx } from '#server/db/transact.ts'
import { accountLinks, alertsToReview } from './alert-queries.ts'
import { holdsEnding, placementsWithoutReferral } from './bed-queries.ts'
import { casesWithoutReferral, draftScreenings, screeningsToRefer } from './case-queries.ts'
import { consentsTakenBack } from './consent-queries.ts'
import { type Counts, directoryCounts, invitedStaff, suspendedAgencies } from './desk-queries.ts'
import { emergencyReviews } from './emergency-queries.ts'
import { callBacksDue, tipsWaiting } from './hotline-queries.ts'
import { notificationInbox, notificationsDue } from './notification-queries.ts'
import { followUpsDue, plansToReview, returnsBarred, reviewsOverdue, servicesWithoutProvider } from './plan-queries.ts'
import {
  accepted,
  acceptedForShelter,
  DECLINED_SHOWN_HOURS,
  declined,
  drafts,
  expired,
  inbox,
  sent,
} from './referral-queries.ts'
import { reflectionsEnding, staysEnding } from './reflection-queries.ts'
import { casesLeaving, copiesToDestroy, erasuresToDo } from './retention-queries.ts'
import type { Pile } from './work.ts'

export type Work = { piles: Pile[]; counts: Counts | null }

type Read = (ctx: Ctx) => Promise<Pile>

const LEADING: readonly Read[] = [
  emergencyReviews,
  ctx => screeningsToRefer(ctx, 'refer-now'),
  consentsTakenBack,
  inbox,
  expired,
  ctx => declined(ctx, addHours(ctx.now, -DECLINED_SHOWN_HOURS)),
  sent,
  ctx => holdsEnding(ctx, 'held-by-us'),
  reflectionsEnding,
  staysEnding,
  reviewsOverdue,
  followUpsDue,
  returnsBarred,
  servicesWithoutProvider,
  ctx => screeningsToRefer(ctx, 'refer'),
  casesWithoutReferral,
  notificationsDue,
  drafts,
  accepted,
  draftScreenings,
  erasuresToDo,
  copiesToDestroy,
  casesLeaving,
]
const ANSWERING: readonly Read[] = [inbox, accepted, copiesToDestroy]
const NOTIFIED: readonly Read[] = [notificationInbox, ...ANSWERING]

/** What each role has waiting. The compiler asks for a line when a role is added. */
const WAITING: Record<Role, readonly Read[]> = {
  officer: LEADING,
  'hotline-operator': [callBacksDue, tipsWaiting, ...LEADING],
  'shift-lead': [callBacksDue, tipsWaiting, ...LEADING],
  'case-worker': [callBacksDue, tipsWaiting, ...LEADING, plansToReview],
  'shelter-manager': [
    inbox,
    acceptedForShelter,
    ctx => holdsEnding(ctx, 'own-shelter'),
    reflectionsEnding,
    placementsWithoutReferral,
    accepted,
    copiesToDestroy,
  ],
  'service-provider': ANSWERING,
  investigator: NOTIFIED,
  prosecutor: NOTIFIED,
  'focal-point': ANSWERING,
  coordinator: [alertsToReview],
  'instrument-editor': [],
  analyst: [],
  administrator: [alertsToReview, invitedStaff, suspendedAgencies],
}

/** Who sees no cases is shown what is known without them. */
const COUNTING: readonly Role[] = ['coordinator', 'analyst']

/** What waits for the acting colleague, kind by kind, the kinds in the order of their weight; empty kinds are left out. */
export async function workFor(ctx: Ctx): Promise<Work> {
  const { role } = ctx.actor
  const piles: Pile[] = []
  for (const read of [accountLinks, ...WAITING[role]]) {
    const pile = await read(ctx)
    if (pile.pieces.length > 0) piles.push(pile)
  }
  if (piles.length > 0) {
    ctx.audit(
      'work.read',
      piles.flatMap(pile => pile.pieces.map(piece => piece.id)),
      Object.fromEntries(piles.map(pile => [pile.kind, pile.count])),
    )
  }
  return { piles, counts: COUNTING.includes(role) ? await directoryCounts(ctx) : null }
}
