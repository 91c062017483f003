import type { Role } from '#domain/access/roles.ts'
import { addHours } from '#domain/shared/dates.ts'
import type { Ctx } from '#server/db/transact.ts'
import { holdsEnding, placementsWithoutReferral } from './bed-queries.ts'
import { casesWithoutReferral, draftScreenings, screeningsToRefer } from './case-queries.ts'
import { type Counts, directoryCounts, invitedStaff, suspendedAgencies } from './desk-queries.ts'
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
import type { Pile } from './work.ts'

export type Work = { piles: Pile[]; counts: Counts | null }

type Read = (ctx: Ctx) => Promise<Pile>

const LEADING: readonly Read[] = [
  ctx => screeningsToRefer(ctx, 'refer-now'),
  inbox,
  expired,
  ctx => declined(ctx, addHours(ctx.now, -DECLINED_SHOWN_HOURS)),
  sent,
  ctx => holdsEnding(ctx, 'held-by-us'),
  reviewsOverdue,
  followUpsDue,
  returnsBarred,
  servicesWithoutProvider,
  ctx => screeningsToRefer(ctx, 'refer'),
  casesWithoutReferral,
  drafts,
  accepted,
  draftScreenings,
]
const ANSWERING: readonly Read[] = [inbox, accepted]

/** What each role has waiting. The compiler asks for a line when a role is added. */
const WAITING: Record<Role, readonly Read[]> = {
  officer: LEADING,
  'hotline-operator': LEADING,
  'case-worker': [...LEADING, plansToReview],
  'shelter-manager': [
    inbox,
    acceptedForShelter,
    ctx => holdsEnding(ctx, 'own-shelter'),
    placementsWithoutReferral,
    accepted,
  ],
  'service-provider': ANSWERING,
  investigator: ANSWERING,
  prosecutor: ANSWERING,
  'focal-point': ANSWERING,
  coordinator: [],
  analyst: [],
  administrator: [invitedStaff, suspendedAgencies],
}

/** What waits for the acting colleague, kind by kind, the kinds in the order of their weight; empty kinds are left out. */
export async function workFor(ctx: Ctx): Promise<Work> {
  const { role } = ctx.actor
  const piles: Pile[] = []
  for (const read of WAITING[role]) {
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
  const seesNoWork = WAITING[role].length === 0
  return { piles, counts: seesNoWork ? await directoryCounts(ctx) : null }
}
