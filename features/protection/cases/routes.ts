import type { Action, Page } from '#server/http/page.ts'
import { casePage } from './case-page.tsx'
import { closeAction, closePage } from './close-page.tsx'
import { factsAction, factsPage } from './facts-page.tsx'
import { identityAction, identityPage } from './identity-page.tsx'
import { casesPage } from './list-page.tsx'
import { newCasePage, openCaseAction } from './new-page.tsx'
import { noteAction, notePage } from './note-page.tsx'

/** "/cases/new" stands before "/cases/:caseId", which would take it. */
export const casePages: Page[] = [casesPage, newCasePage, casePage, factsPage, identityPage, notePage, closePage]

export const caseActions: Action[] = [openCaseAction, factsAction, identityAction, noteAction, closeAction]
