import { Hono } from 'hono'
import { type Language, STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import type { House } from '#server/house.ts'
import { mountApi } from './api.ts'
import { stylesheet } from './assets.ts'
import { componentsPage } from './components-page.tsx'
import type { Endpoint } from './endpoint.ts'
import { mountPages } from './mount-pages.tsx'
import { mountOpenApi } from './open-api.ts'
import type { Action, Page } from './page.ts'
import type { PublicRoute } from './public-route.ts'
import { css, html, seeOther } from './respond.ts'

export type Parts = {
  endpoints: readonly Endpoint[]
  pages: readonly Page[]
  actions: readonly Action[]
  publicRoutes: readonly PublicRoute[]
}

export function languageOf(accept: string | null): Language {
  const wished = (accept ?? '')
    .toLowerCase()
    .split(',')
    .map(part => part.trim().slice(0, 2))
  return (
    STAFF_LANGUAGES.find(language => wished[0] === language) ??
    STAFF_LANGUAGES.find(each => wished.includes(each)) ??
    'en'
  )
}

export function buildApp(house: House, parts: Parts): Hono {
  const app = new Hono()
  app.get(stylesheet.href, c => css(stylesheet.body, c.req.header('accept-encoding') ?? null))
  app.get('/', c => seeOther(`/${languageOf(c.req.header('accept-language') ?? null)}`))
  if (house.settings.dev) app.get('/dev/components', () => html(componentsPage(house, house.words.in('en'))))
  mountOpenApi(app, house, parts.endpoints)
  mountApi(app, house, parts.endpoints)
  mountPages(app, house, parts)
  return app
}
