import { corridorsOf } from '#domain/guides/corridors.ts'
import { STAGES } from '#domain/guides/stages.ts'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import type { House } from '#server/house.ts'
import type { PublicRoute } from '#server/http/public-route.ts'
import type { Shareable } from '#server/http/shareable.ts'
import { showGuide } from './guide-page.tsx'
import { chooseGuide } from './guides-page.tsx'
import { guideShort } from './short.ts'
import { showStage } from './stage-page.tsx'

const roads = ({ knowledge }: House) => corridorsOf(knowledge.guides).map(({ slug }) => `/guides/${slug}`)
const stages = (house: House) => roads(house).flatMap(road => STAGES.map(stage => `${road}/${stage}`))
const languages = PUBLIC_LANGUAGES

export const guideRoutes: readonly PublicRoute[] = [
  { method: 'get', path: '/guides', languages, run: chooseGuide },
  { method: 'get', path: '/guides/:corridor', languages, each: roads, run: showGuide },
  {
    method: 'get',
    path: '/guides/:corridor/:stage',
    languages,
    each: stages,
    run: showStage,
  },
]

export const guideShared: Shareable = {
  each: house => [...roads(house), ...stages(house)],
  short({ t, house }, path) {
    const [, , corridor = '', stage] = path.split('/')
    return guideShort(t, { house, corridor, stage })
  },
}
