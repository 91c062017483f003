import { PUBLIC_LANGUAGES, type PublicLanguage } from '#knowledge/schema/words.ts'
import type { House } from '#server/house.ts'
import { messagePage } from '#server/http/message-page.tsx'
import type { PublicRequest, PublicRoute } from '#server/http/public-route.ts'
import { SharePage } from './share-page.tsx'

type Asked = Pick<PublicRequest<PublicLanguage>, 'house' | 't'>

/** Pages of one feature that can be passed on. */
export type Shareable = {
  /** Their paths, without a language. */
  readonly each: (house: House) => readonly string[]
  /** What the page at a path says, in parts of at most 160 characters. */
  readonly short: (asked: Asked, path: string) => readonly string[]
}

/** `/share` before the path of a page gives that page in the forms in which it is handed on. */
export const shareRoutes = (pages: readonly Shareable[]): readonly PublicRoute[] => [
  {
    method: 'get',
    path: '/share/:path{.+}',
    languages: PUBLIC_LANGUAGES,
    unlisted: true,
    each: house => pages.flatMap(({ each }) => each(house)).map(path => `/share${path}`),
    run: async ({ house, t, params }) => {
      const path = `/${params.path}`
      const found = pages.find(({ each }) => each(house).includes(path))
      if (!found) return { kind: 'screen', ...messagePage(t, 'not-found', house.country), status: 404 }
      const link = `${house.settings.origin}/${t.language}${path}`
      const body = <SharePage t={t} link={link} parts={found.short({ house, t }, path)} />
      return { kind: 'screen', title: t('home.share-tab'), body }
    },
  },
]
