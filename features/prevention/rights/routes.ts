import type { PublicRoute } from '#server/http/public-route.ts'
import { rightsLetterRoutes } from './letter-page.tsx'
import { rightsRoutes } from './rights-page.tsx'

export const publicRightsRoutes: readonly PublicRoute[] = [...rightsRoutes, ...rightsLetterRoutes]
