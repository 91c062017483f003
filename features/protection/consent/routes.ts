import type { Action, Page } from '#server/http/page.ts'
import { consentPage } from './consent-page.tsx'
import { recordConsentAction, recordConsentPage } from './record-page.tsx'
import { withdrawConsentAction, withdrawConsentPage } from './withdraw-page.tsx'

/** ".../consents/new" stands before ".../consents/:consentId", which would take it. */
export const consentPages: Page[] = [recordConsentPage, consentPage, withdrawConsentPage]

export const consentActions: Action[] = [recordConsentAction, withdrawConsentAction]
