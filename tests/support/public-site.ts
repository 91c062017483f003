import { PUBLIC_LANGUAGES, type PublicLanguage } from '#knowledge/schema/words.ts'
import type { House } from '#server/house.ts'
import { publicPaths } from '#server/http/site-map.ts'
import { parts } from '#start/parts.ts'
import type { App } from './client.ts'

export type PublicPage = { address: string; language: PublicLanguage; status: number; text: string; headers: Headers }

/** Every page that a migrant may open, in every language. What only leads on is no page. */
export async function openPublicSite(app: App, house: House): Promise<PublicPage[]> {
  const pages: PublicPage[] = []
  for (const { path } of publicPaths(house, parts.publicRoutes)) {
    for (const language of PUBLIC_LANGUAGES) {
      const address = `/${language}${path}`
      const response = await app.request(address)
      if (response.status === 303) continue
      const text = await response.text()
      pages.push({ address, language, status: response.status, text, headers: response.headers })
    }
  }
  return pages
}

/** One page of each route, which is drawn by the same code as the others behind it. */
export function onePageEach(house: House): string[] {
  const routes = parts.publicRoutes.filter(each => each.method === 'get' && each.languages)
  return routes.flatMap(route => publicPaths(house, [route]).slice(0, 1)).map(({ path }) => path)
}
