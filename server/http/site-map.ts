import type { Hono } from 'hono'
import type { House } from '#server/house.ts'
import type { PublicRoute } from './public-route.ts'
import { plainFile } from './respond.ts'

type Addressed = { path: string; languages: NonNullable<PublicRoute['languages']>; unlisted: boolean }

/** The pages that a migrant may open, each with its languages: of a path with parts that vary, every path behind it. */
export const publicPaths = (house: House, routes: readonly PublicRoute[]): Addressed[] =>
  routes.flatMap(({ method, path, languages, each, unlisted = false }) => {
    if (method !== 'get' || !languages) return []
    const paths = each ? each(house) : path.includes(':') ? [] : [path]
    return paths.map(one => ({ path: one === '/' ? '' : one, languages, unlisted }))
  })

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

function siteMap(house: House, routes: readonly PublicRoute[]): string {
  const { origin } = house.settings
  const urls = publicPaths(house, routes)
    .filter(each => !each.unlisted)
    .flatMap(({ path, languages }) => {
      const others = languages.map(
        each => `<xhtml:link rel="alternate" hreflang="${each}" href="${escaped(`${origin}/${each}${path}`)}"/>`,
      )
      return languages.map(each => `<url><loc>${escaped(`${origin}/${each}${path}`)}</loc>${others.join('')}</url>`)
    })
  const spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset ${spaces}>\n${urls.join('\n')}\n</urlset>\n`
}

/** What is invented is not to be found by people who search for help. */
const robots = ({ demo, origin }: House['settings']) =>
  demo
    ? 'User-agent: *\nDisallow: /\n'
    : `User-agent: *\nDisallow: /api\nDisallow: /field\nDisallow: /*/share/\nDisallow: /*/sign-in\nSitemap: ${origin}/sitemap.xml\n`

export function mountMap(app: Hono, house: House, routes: readonly PublicRoute[]): void {
  app.get('/sitemap.xml', () => plainFile(siteMap(house, routes), 'application/xml'))
  app.get('/robots.txt', () => plainFile(robots(house.settings), 'text/plain'))
}
