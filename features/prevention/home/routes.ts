import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import type { PublicRoute } from '#server/http/public-route.ts'
import { showAbout } from './about-page.tsx'
import { remember } from './front-door.tsx'
import { showHome } from './home-page.tsx'

const languages = PUBLIC_LANGUAGES

export const homeRoutes: readonly PublicRoute[] = [
  { method: 'get', path: '/', languages, run: showHome },
  { method: 'get', path: '/about', languages, run: showAbout },
  {
    method: 'get',
    path: '/chosen',
    languages,
    unlisted: true,
    run: async ({ house, t }) => remember(house, t.language),
  },
]
