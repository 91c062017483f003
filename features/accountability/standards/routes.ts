import type { Action, Page } from '#server/http/page.ts'
import { newEntryAction, newEntryPage } from './new-entry-page.tsx'
import { scorecardPage } from './scorecard-page.tsx'
import { withdrawAction, withdrawPage } from './withdraw-page.tsx'
import { yearsPage } from './years-page.tsx'

export const standardsPages: Page[] = [yearsPage, scorecardPage, newEntryPage, withdrawPage]
export const standardsActions: Action[] = [newEntryAction, withdrawAction]
