import { briefRoutes } from '#features/accountability/briefs/routes.ts'
import { commitmentApi } from '#features/accountability/commitments/api.ts'
import {
  commitmentActions,
  commitmentPages,
  publicCommitmentRoutes,
} from '#features/accountability/commitments/routes.ts'
import { flowApi } from '#features/accountability/flow/api.ts'
import { flowPages } from '#features/accountability/flow/routes.ts'
import { standardsApi } from '#features/accountability/standards/api.ts'
import { standardsActions, standardsPages } from '#features/accountability/standards/routes.ts'
import { tierApi } from '#features/accountability/tiers/api.ts'
import { tierRoutes } from '#features/accountability/tiers/routes.ts'
import { cardApi } from '#features/identification/cards/api.ts'
import { cardPages } from '#features/identification/cards/routes.ts'
import { fieldApi } from '#features/identification/field/api.ts'
import { hotlineApi } from '#features/identification/hotline/api.ts'
import { hotlineActions, hotlinePages } from '#features/identification/hotline/routes.ts'
import { instrumentApi } from '#features/identification/instruments/api.ts'
import { instrumentFileApi } from '#features/identification/instruments/files-api.ts'
import { instrumentActions, instrumentPages } from '#features/identification/instruments/routes.ts'
import { queueApi } from '#features/identification/queue/api.ts'
import { queueActions, queuePages, queueStreams } from '#features/identification/queue/routes.ts'
import { screeningApi } from '#features/identification/screening/api.ts'
import { screeningActions, screeningPages } from '#features/identification/screening/routes.ts'
import { selfCheckRoutes } from '#features/identification/screening/self-check-routes.tsx'
import { tipApi } from '#features/identification/tips/api.ts'
import { publicTipRoutes, tipActions, tipPages } from '#features/identification/tips/routes.ts'
import { lawApi } from '#features/justice/law/api.ts'
import { publicLawRoutes } from '#features/justice/law/routes.ts'
import { agencyApi } from '#features/partnership/agencies/api.ts'
import { agencyActions, agencyPages } from '#features/partnership/agencies/routes.ts'
import { deviceApi, fieldApi as deviceDoors } from '#features/partnership/devices/api.ts'
import { deviceActions, devicePages } from '#features/partnership/devices/routes.ts'
import { mailPages } from '#features/partnership/mails/routes.ts'
import { publicRoutes } from '#features/partnership/sign-in/routes.ts'
import { guideRoutes, guideShared } from '#features/prevention/guides/routes.ts'
import { helpRoutes, helpShared } from '#features/prevention/help/routes.ts'
import { mountFrontDoor } from '#features/prevention/home/front-door.tsx'
import { homeRoutes } from '#features/prevention/home/routes.ts'
import { offerApi } from '#features/prevention/offers/api.ts'
import { offerActions, offerPages } from '#features/prevention/offers/routes.ts'
import { publicRightsRoutes } from '#features/prevention/rights/routes.ts'
import { shareRoutes } from '#features/prevention/share/routes.tsx'
import { accessLogApi } from '#features/protection/access-log/api.ts'
import { accessLogPages } from '#features/protection/access-log/routes.ts'
import { alertApi } from '#features/protection/alerts/api.ts'
import { alertActions, alertPages } from '#features/protection/alerts/routes.ts'
import { attachmentApi } from '#features/protection/attachments/api.ts'
import { attachmentActions, attachmentPages } from '#features/protection/attachments/routes.ts'
import { auditHeadApi } from '#features/protection/audit-head/api.ts'
import { auditHeadPages } from '#features/protection/audit-head/routes.ts'
import { breakGlassApi } from '#features/protection/break-glass/api.ts'
import { breakGlassActions, breakGlassPages } from '#features/protection/break-glass/routes.ts'
import { caseApi } from '#features/protection/cases/api.ts'
import { caseActions, casePages } from '#features/protection/cases/routes.ts'
import { certificateApi } from '#features/protection/certificates/api.ts'
import { certificateRoutes } from '#features/protection/certificates/routes.ts'
import { consentApi } from '#features/protection/consent/api.ts'
import { consentActions, consentPages } from '#features/protection/consent/routes.ts'
import { receiptRoutes } from '#features/protection/consent/take-back-pages.tsx'
import { erasureApi } from '#features/protection/erasure/api.ts'
import { erasureActions, erasurePages } from '#features/protection/erasure/routes.ts'
import { notificationApi } from '#features/protection/notification/api.ts'
import { notificationActions, notificationPages } from '#features/protection/notification/routes.ts'
import { referralApi } from '#features/protection/referrals/api.ts'
import { referralActions, referralPages } from '#features/protection/referrals/routes.ts'
import { reflectionApi } from '#features/protection/reflection/api.ts'
import { reflectionActions, reflectionPages } from '#features/protection/reflection/routes.ts'
import { residenceApi } from '#features/protection/residence/api.ts'
import { residenceActions, residencePages } from '#features/protection/residence/routes.ts'
import { retentionApi } from '#features/protection/retention/api.ts'
import { retentionActions, retentionPages } from '#features/protection/retention/routes.ts'
import { planApi } from '#features/protection/services/api.ts'
import { planActions, planPages } from '#features/protection/services/routes.ts'
import { shelterApi } from '#features/protection/shelters/api.ts'
import { shelterActions, shelterPages } from '#features/protection/shelters/routes.ts'
import { workPages } from '#features/protection/work/routes.ts'
import type { Parts } from '#server/http/app.ts'
import { mountField } from './field-site.tsx'

/** Everything that Aman offers, in one list: the router, the OpenAPI document and the access test read it. */
export const parts: Parts = {
  endpoints: [
    ...screeningApi,
    ...fieldApi,
    ...instrumentApi,
    ...instrumentFileApi,
    ...hotlineApi,
    ...queueApi,
    ...cardApi,
    ...tipApi,
    ...offerApi,
    ...caseApi,
    ...consentApi,
    ...referralApi,
    ...shelterApi,
    ...agencyApi,
    ...deviceApi,
    ...breakGlassApi,
    ...notificationApi,
    ...erasureApi,
    ...retentionApi,
    ...accessLogApi,
    ...alertApi,
    ...auditHeadApi,
    ...attachmentApi,
    ...reflectionApi,
    ...residenceApi,
    ...planApi,
    ...certificateApi,
    ...flowApi,
    ...commitmentApi,
    ...standardsApi,
  ],
  pages: [
    ...workPages,
    ...hotlinePages,
    ...flowPages,
    ...commitmentPages,
    ...standardsPages,
    ...queuePages,
    ...tipPages,
    ...offerPages,
    ...screeningPages,
    ...instrumentPages,
    ...cardPages,
    ...casePages,
    ...consentPages,
    ...referralPages,
    ...reflectionPages,
    ...residencePages,
    ...planPages,
    ...shelterPages,
    ...breakGlassPages,
    ...notificationPages,
    ...agencyPages,
    ...devicePages,
    ...mailPages,
    ...erasurePages,
    ...retentionPages,
    ...accessLogPages,
    ...alertPages,
    ...auditHeadPages,
    ...attachmentPages,
  ],
  actions: [
    ...hotlineActions,
    ...commitmentActions,
    ...standardsActions,
    ...queueActions,
    ...tipActions,
    ...offerActions,
    ...screeningActions,
    ...instrumentActions,
    ...caseActions,
    ...consentActions,
    ...referralActions,
    ...reflectionActions,
    ...residenceActions,
    ...planActions,
    ...shelterActions,
    ...breakGlassActions,
    ...notificationActions,
    ...agencyActions,
    ...deviceActions,
    ...erasureActions,
    ...retentionActions,
    ...alertActions,
    ...attachmentActions,
  ],
  streams: queueStreams,
  sites: [mountField, mountFrontDoor],
  tokenless: [...deviceDoors, ...tierApi, ...lawApi],
  publicRoutes: [
    ...publicRoutes,
    ...homeRoutes,
    ...helpRoutes,
    ...guideRoutes,
    ...publicRightsRoutes,
    ...publicCommitmentRoutes,
    ...publicLawRoutes,
    ...briefRoutes,
    ...tierRoutes,
    ...shareRoutes([helpShared, guideShared]),
    ...receiptRoutes,
    ...publicTipRoutes,
    ...selfCheckRoutes,
    ...certificateRoutes,
  ],
}
