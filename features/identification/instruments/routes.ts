import type { Action, Page } from '#server/http/page.ts'
import { draftActions, draftPage } from './draft-page.tsx'
import { instrumentsPage } from './list-page.tsx'
import { changeSignAction, signPage } from './sign-page.tsx'
import { beginAction, versionFile, versionPage } from './version-page.tsx'

export const instrumentPages: Page[] = [instrumentsPage, versionPage, versionFile, draftPage, signPage]
export const instrumentActions: Action[] = [beginAction, ...draftActions, changeSignAction]
