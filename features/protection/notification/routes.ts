import type { Action, Page } from '#server/http/page.ts'
import { caseNotificationPage, identityAction, sendAction, tellAction } from './case-page.tsx'
import { notificationsPage } from './inbox-page.tsx'
import { acknowledgeAction, letterPage } from './letter-page.tsx'

export const notificationPages: Page[] = [caseNotificationPage, notificationsPage, letterPage]

export const notificationActions: Action[] = [tellAction, sendAction, identityAction, acknowledgeAction]
