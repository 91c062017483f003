import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import type { PublicRoute } from '#server/http/public-route.ts'
import { leadToBrief, printBrief, showBrief } from './brief-page.tsx'
import { showSideBySide } from './region-page.tsx'

const languages = PUBLIC_LANGUAGES

export const briefRoutes: readonly PublicRoute[] = [
  { method: 'get', path: '/region', languages, run: showSideBySide },
  { method: 'get', path: '/briefs/:country', languages, unlisted: true, run: leadToBrief },
  {
    method: 'get',
    path: '/briefs/:country/:year',
    languages,
    // The others are reached from the region and from each other.
    each: ({ country: { iso3 }, knowledge }) =>
      (knowledge.tiers.rows.get(iso3)?.slice(-1) ?? []).map(({ year }) => `/briefs/${iso3}/${year}`),
    run: showBrief,
  },
  { method: 'get', path: '/briefs/:country/:year/paper', languages, unlisted: true, run: printBrief },
]
