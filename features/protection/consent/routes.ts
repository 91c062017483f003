import type { Action, Page } from '#server/http/page.ts'
import { consentPage } from './consent-page.tsx'
import { consentCopyPage } from './copy-page.tsx'
import { guardianPage, markGuardianAction } from './guardian-page.tsx'
import { consentListPage } from './list-page.tsx'
import { makeReceiptAction, receiptPage } from './receipt-page.tsx'
import { recordConsentAction, recordConsentPage } from './record-page.tsx'
import { withdrawConsentAction, withdrawConsentPage, withdrawnElsewherePage } from './withdraw-page.tsx'

/** ".../consents/new" stands before ".../consents/:consentId", which would take it. */
export const consentPages: Page[] = [
  consentListPage,
  recordConsentPage,
  consentPage,
  consentCopyPage,
  withdrawConsentPage,
  withdrawnElsewherePage,
  receiptPage,
  guardianPage,
]

export const consentActions: Action[] = [
  recordConsentAction,
  withdrawConsentAction,
  makeReceiptAction,
  markGuardianAction,
]
