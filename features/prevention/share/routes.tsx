import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import { messagePage } from '#server/http/message-page.tsx'
import type { PublicRoute } from '#server/http/public-route.ts'
import type { Shareable } from '#server/http/shareable.ts'
import { SharePage } from './share-page.tsx'

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
