import { addHours } from '#domain/shared/dates.ts'
import type { Country } from '#knowledge/schema/country.ts'
import type { Urgency } from './referral.ts'

type Times = Pick<Country, 'referralTimes'>

/** When the recipient owes an answer; from then on the referral is overdue and both sides see it. Hours run day and night. */
export const answerDue = (country: Times, urgency: Urgency, sentAt: Date): Date =>
  addHours(sentAt, country.referralTimes.answerWithinHours[urgency])

/** When an unanswered referral can no longer be accepted. */
export const expiresAt = (country: Times, urgency: Urgency, sentAt: Date): Date =>
  addHours(sentAt, country.referralTimes.expiresAfterHours[urgency])
