import { type Action, action, type Page } from '#server/http/page.ts'
import type { PublicRoute } from '#server/http/public-route.ts'
import { closeTip } from './close-tip.ts'
import { caseFromTip, screeningFromTip } from './lead-on.ts'
import { tipsPage } from './list-page.tsx'
import { tipFollowRoutes } from './public-follow.tsx'
import { tipRoutes } from './public-tip.tsx'
import { CaseFromTip, CloseTip, DESK, ReplyToTip, ScreeningFromTip, TakeDown } from './record.ts'
import { replyToTip } from './reply-to-tip.ts'
import { receiptScreen, takeDownPage } from './take-down-page.tsx'
import { takeDownTip } from './take-down-tip.ts'
import { tipFilePage, tipPage } from './tip-page.tsx'

export const publicTipRoutes: readonly PublicRoute[] = [...tipRoutes, ...tipFollowRoutes]

export const tipPages: Page[] = [tipsPage, takeDownPage, tipPage, tipFilePage]

const stays = (_: unknown, { tipId }: Record<string, string>) => `/tips/${tipId}`
const onTip = { access: DESK, again: tipPage }

export const tipActions: Action[] = [
  action({
    path: '/tips/new',
    access: DESK,
    input: TakeDown,
    run: takeDownTip,
    again: takeDownPage,
    next: () => '/tips',
    reveal: receiptScreen,
  }),
  action({ path: '/tips/:tipId/reply', ...onTip, input: ReplyToTip, run: replyToTip, next: stays }),
  action({ path: '/tips/:tipId/close', ...onTip, input: CloseTip, run: closeTip, next: stays }),
  action({
    path: '/tips/:tipId/case',
    ...onTip,
    input: CaseFromTip,
    run: caseFromTip,
    next: ({ id }) => `/cases/${id}`,
  }),
  action({
    path: '/tips/:tipId/screening',
    ...onTip,
    input: ScreeningFromTip,
    run: screeningFromTip,
    next: ({ id }) => `/screenings/${id}`,
  }),
]
