import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import type { PublicRoute } from '#server/http/public-route.ts'
import { showHelp } from './help-page.tsx'
import { pathOf, showNear, showRegion } from './near-page.tsx'
import { sharedHelp } from './short.ts'
import { showSituation } from './situation-page.tsx'

const languages = PUBLIC_LANGUAGES

export const helpRoutes: readonly PublicRoute[] = [
  { method: 'get', path: '/help', languages, run: showHelp },
  { method: 'get', path: '/help/near', languages, run: showNear },
  {
    method: 'get',
    path: '/help/near/:region',
    languages,
    each: house => house.country.regions.map(pathOf),
    run: showRegion,
  },
  {
    method: 'get',
    path: '/help/:situation',
    languages,
    each: sharedHelp.each,
    run: showSituation,
  },
]
