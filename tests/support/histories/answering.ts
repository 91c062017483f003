import { type Depth, EXPLAINED } from '#domain/consent/consent.ts'
import type { RecordConsent } from '#features/protection/consent/record-consent.ts'
import type { Actor } from '#server/db/transact.ts'
import type { Played } from './moves.ts'

type Given = { depth: Depth; agreed: boolean; validDays: number }

/** What is recorded when she, or for a child the guardian, answers about one agency. */
export function answering(
  { story }: Played,
  recipient: Actor,
  given: Given,
): RecordConsent & { recipientAgencyId: string } {
  return {
    caseId: story.caseId,
    purpose: recipient.role === 'investigator' ? 'police-report' : 'referral',
    recipientAgencyId: recipient.agencyId,
    givenBy: story.adult ? 'self' : 'guardian',
    how: 'spoken',
    language: 'uz',
    interpreter: false,
    explained: [...EXPLAINED],
    ...given,
  }
}
