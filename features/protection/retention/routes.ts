import type { Action, Page } from '#server/http/page.ts'
import { keepAction, keepPage } from './keep-page.tsx'
import { retentionPage } from './retention-page.tsx'

export const retentionPages: Page[] = [retentionPage, keepPage]

export const retentionActions: Action[] = [keepAction]
