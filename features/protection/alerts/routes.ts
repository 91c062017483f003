import type { Action, Page } from '#server/http/page.ts'
import { alertPage, reviewAction } from './alert-page.tsx'
import { alertsPage } from './list-page.tsx'

export const alertPages: Page[] = [alertsPage, alertPage]
export const alertActions: Action[] = [reviewAction]
