import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import type { PublicRoute } from '#server/http/public-route.ts'
import { regionOf } from './asked.tsx'
import { compareCountries } from './compare-page.tsx'
import { showCountry } from './country-page.tsx'
import { showRegion } from './region-page.tsx'
import { showTier3 } from './tier-3-page.tsx'

const languages = PUBLIC_LANGUAGES

export const tierRoutes: readonly PublicRoute[] = [
  { method: 'get', path: '/tiers', languages, run: showRegion },
  { method: 'get', path: '/tiers/compare', languages, run: compareCountries },
  { method: 'get', path: '/tiers/tier-3', languages, run: showTier3 },
  {
    method: 'get',
    path: '/tiers/:country',
    languages,
    // The others are reached by the choice of a country.
    each: house => regionOf(house).map(iso3 => `/tiers/${iso3}`),
    run: showCountry,
  },
]
