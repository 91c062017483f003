import type { Action, Page } from '#server/http/page.ts'
import { draftActions, draftPage } from './draft-page.tsx'
import { headerAction, headerPage } from './header-page.tsx'
import { instrumentsPage } from './list-page.tsx'
import { newSignPage, signActions, signPage } from './sign-page.tsx'
import { beginAction, versionFile, versionPage } from './version-page.tsx'

export const instrumentPages: Page[] = [
  instrumentsPage,
  versionPage,
  versionFile,
  draftPage,
  headerPage,
  newSignPage,
  signPage,
]
export const instrumentActions: Action[] = [beginAction, ...draftActions, headerAction, ...signActions]
