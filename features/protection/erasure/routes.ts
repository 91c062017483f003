import type { Action, Page } from '#server/http/page.ts'
import { erasurePage, erasureSteps } from './erasure-page.tsx'
import { destroyedAction, noticesPage } from './notices-page.tsx'

export const erasurePages: Page[] = [erasurePage, noticesPage]

export const erasureActions: Action[] = [...erasureSteps, destroyedAction]
