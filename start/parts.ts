import { screeningApi } from '#features/identification/screening/api.ts'
import { agencyApi } from '#features/partnership/agencies/api.ts'
import { publicRoutes } from '#features/partnership/sign-in/routes.ts'
import { caseApi } from '#features/protection/cases/api.ts'
import { casesPage } from '#features/protection/cases/list-page.tsx'
import { consentApi } from '#features/protection/consent/api.ts'
import { referralApi } from '#features/protection/referrals/api.ts'
import { shelterApi } from '#features/protection/shelters/api.ts'
import type { Parts } from '#server/http/app.ts'

/** Everything that Aman offers, in one list: the router, the OpenAPI document and the access test read it. */
export const parts: Parts = {
  endpoints: [...screeningApi, ...caseApi, ...consentApi, ...referralApi, ...shelterApi, ...agencyApi],
  pages: [casesPage],
  actions: [],
  publicRoutes,
}
