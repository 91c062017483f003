import { type Action, action, type Page } from '#server/http/page.ts'
import { judgeWarning } from './judge-warning.ts'
import { warningsPage } from './list-page.tsx'
import { newWarningPage } from './new-page.tsx'
import { JudgeWarning, WARNERS, WarnOfOffer } from './record.ts'
import { warnOfOffer } from './warn-of-offer.ts'
import { warningPage } from './warning-page.tsx'

export const offerPages: Page[] = [warningsPage, newWarningPage, warningPage]

export const offerActions: Action[] = [
  action({
    path: '/offer-warnings/new',
    access: WARNERS,
    input: WarnOfOffer,
    run: warnOfOffer,
    again: newWarningPage,
    next: ({ id }) => `/offer-warnings/${id}`,
  }),
  action({
    path: '/offer-warnings/:warningId/judge',
    access: WARNERS,
    input: JudgeWarning,
    run: judgeWarning,
    again: warningPage,
    next: ({ id }) => `/offer-warnings/${id}`,
  }),
]
