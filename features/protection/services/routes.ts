import type { Action, Page } from '#server/http/page.ts'
import { dangersAction, dangersPage, needsAction, needsPage } from './assess-page.tsx'
import { agreePage, closePage, decideActions, followUpPage } from './decide-page.tsx'
import { goalAction, goalPage, newGoalAction, newGoalPage } from './goal-page.tsx'
import { newServiceAction, newServicePage } from './new-service-page.tsx'
import { beginAction, planPage } from './plan-page.tsx'
import { printPage } from './print-page.tsx'
import { returnAction, returnPage } from './return-page.tsx'
import { reviewActions, reviewPage } from './review-page.tsx'
import { serviceActions, servicePage } from './service-page.tsx'

/** ".../new" stands before the page of one goal or service, which would take it. */
export const planPages: Page[] = [
  planPage,
  needsPage,
  dangersPage,
  newGoalPage,
  goalPage,
  newServicePage,
  servicePage,
  agreePage,
  reviewPage,
  returnPage,
  closePage,
  followUpPage,
  printPage,
]

export const planActions: Action[] = [
  beginAction,
  needsAction,
  dangersAction,
  newGoalAction,
  goalAction,
  newServiceAction,
  ...serviceActions,
  ...decideActions,
  ...reviewActions,
  returnAction,
]
