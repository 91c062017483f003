import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import type { PublicRoute } from '#server/http/public-route.ts'
import { showLaw } from './law-page.tsx'
import { showPenalties } from './penalties-page.tsx'

const languages = PUBLIC_LANGUAGES

export const publicLawRoutes: readonly PublicRoute[] = [
  { method: 'get', path: '/law', languages, run: showLaw },
  { method: 'get', path: '/law/penalties', languages, run: showPenalties },
]
