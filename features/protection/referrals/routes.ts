import { CASE_LEADERS, CASE_READERS } from '#domain/access/roles.ts'
import type { Action, Page } from '#server/http/page.ts'
import { action } from '#server/http/page.ts'
import { acceptReferral } from './accept-referral.ts'
import { completeReferral } from './complete-referral.ts'
import { declineReferral } from './decline-referral.ts'
import { referralsPage } from './list-page.tsx'
import { newReferralPage } from './new-page.tsx'
import { Accept, Complete, Decline, type ReferralOut, SendDraft, SendReferral, Withdraw } from './record.ts'
import { referralPage } from './referral-page.tsx'
import { sendDraft, sendReferral } from './send-referral.ts'
import { withdrawReferral } from './withdraw-referral.ts'

export const referralPages: Page[] = [referralsPage, newReferralPage, referralPage]

const next = (value: ReferralOut) => `/referrals/${value.id}`
const again = referralPage

export const referralActions: Action[] = [
  action({
    path: '/referrals/new',
    access: CASE_LEADERS,
    input: SendReferral,
    run: sendReferral,
    again: newReferralPage,
    next,
  }),
  action({ path: '/referrals/:referralId/send', access: CASE_LEADERS, input: SendDraft, run: sendDraft, again, next }),
  action({
    path: '/referrals/:referralId/withdraw',
    access: CASE_LEADERS,
    input: Withdraw,
    run: withdrawReferral,
    again,
    next,
  }),
  action({
    path: '/referrals/:referralId/accept',
    access: CASE_READERS,
    input: Accept,
    run: acceptReferral,
    again,
    next,
  }),
  action({
    path: '/referrals/:referralId/decline',
    access: CASE_READERS,
    input: Decline,
    run: declineReferral,
    again,
    next,
  }),
  action({
    path: '/referrals/:referralId/complete',
    access: CASE_READERS,
    input: Complete,
    run: completeReferral,
    again,
    next,
  }),
]
