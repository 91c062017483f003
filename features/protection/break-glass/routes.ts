import type { Action, Page } from '#server/http/page.ts'
import { breakGlassPage, endAction, reviewAction } from './break-glass-page.tsx'
import { breakGlassCountsPage } from './counts-page.tsx'
import { breakGlassListPage } from './list-page.tsx'
import { openAction, openPage } from './new-page.tsx'

/** "/break-glass/new" stands before "/break-glass/:breakGlassId", which would take it. */
export const breakGlassPages: Page[] = [breakGlassListPage, openPage, breakGlassPage, breakGlassCountsPage]

export const breakGlassActions: Action[] = [openAction, endAction, reviewAction]
