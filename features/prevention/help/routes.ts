import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import type { House } from '#server/house.ts'
import type { PublicRoute } from '#server/http/public-route.ts'
import type { Shareable } from '#server/http/shareable.ts'
import { showHelp } from './help-page.tsx'
import { pathOf, showNear, showRegion } from './near-page.tsx'
import { helpShort } from './short.ts'
import { showSituation } from './situation-page.tsx'

const languages = PUBLIC_LANGUAGES

const pathTo = (situation: string) => `/help/${situation}`
const situations = ({ knowledge }: House) => knowledge.situations.map(({ id }) => pathTo(id))

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
    each: situations,
    run: showSituation,
  },
]

export const helpShared: Shareable = {
  each: situations,
  short: ({ t, house }, path) => helpShort(t, house, path.slice(pathTo('').length)),
}
