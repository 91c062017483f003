import type { Action, Page } from '#server/http/page.ts'
import { draftActions, draftPage } from './draft-page.tsx'
import { exportPages } from './export-pages.ts'
import { headerAction, headerPage } from './header-page.tsx'
import { checkAction, importAction, importPage } from './import-page.tsx'
import { reportPage } from './import-report.tsx'
import { instrumentsPage } from './list-page.tsx'
import { newSignPage, signActions, signPage } from './sign-page.tsx'
import { beginAction, versionPage } from './version-page.tsx'

export const instrumentPages: Page[] = [
  instrumentsPage,
  importPage,
  versionPage,
  ...exportPages,
  draftPage,
  reportPage,
  headerPage,
  newSignPage,
  signPage,
]
export const instrumentActions: Action[] = [
  beginAction,
  importAction,
  checkAction,
  ...draftActions,
  headerAction,
  ...signActions,
]
