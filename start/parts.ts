import { screeningApi } from '#features/identification/screening/api.ts'
import { screeningActions, screeningPages } from '#features/identification/screening/routes.ts'
import { agencyApi } from '#features/partnership/agencies/api.ts'
import { agencyActions, agencyPages } from '#features/partnership/agencies/routes.ts'
import { publicRoutes } from '#features/partnership/sign-in/routes.ts'
import { caseApi } from '#features/protection/cases/api.ts'
import { caseActions, casePages } from '#features/protection/cases/routes.ts'
import { consentApi } from '#features/protection/consent/api.ts'
import { consentActions, consentPages } from '#features/protection/consent/routes.ts'
import { referralApi } from '#features/protection/referrals/api.ts'
import { referralActions, referralPages } from '#features/protection/referrals/routes.ts'
import { planApi } from '#features/protection/services/api.ts'
import { planActions, planPages } from '#features/protection/services/routes.ts'
import { shelterApi } from '#features/protection/shelters/api.ts'
import { shelterActions, shelterPages } from '#features/protection/shelters/routes.ts'
import { workPages } from '#features/protection/work/routes.ts'
import type { Parts } from '#server/http/app.ts'

/** Everything that Aman offers, in one list: the router, the OpenAPI document and the access test read it. */
export const parts: Parts = {
  endpoints: [...screeningApi, ...caseApi, ...consentApi, ...referralApi, ...planApi, ...shelterApi, ...agencyApi],
  pages: [
    ...workPages,
    ...screeningPages,
    ...casePages,
    ...consentPages,
    ...referralPages,
    ...planPages,
    ...shelterPages,
    ...agencyPages,
  ],
  actions: [
    ...screeningActions,
    ...caseActions,
    ...consentActions,
    ...referralActions,
    ...planActions,
    ...shelterActions,
    ...agencyActions,
  ],
  publicRoutes,
}
