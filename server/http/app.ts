import { STAFF_LANGUAGES, type Language } from '#knowledge/schema/words.ts'
import type { House } from '#server/house.ts'
import { Hono } from 'hono'
import { mountApi } from './api.ts'
import { stylesheet } from './assets.ts'
import type { Endpoint } from './endpoint.ts'
import { mountOpenApi } from './open-api.ts'
import type { Action, Page } from './page.ts'
import { mountPages } from './mount-pages.tsx'
import type { PublicRoute } from './public-route.ts'

export type Parts = {
  endpoints: readonly Endpoint[]
  pages: readonly Page[]
  actions: readonly Action[]
  publicRoutes: readonly PublicRoute[]
}

// Nothing may be run, framed, or loaded from elsewhere; pages work without script.
const PROTECTIVE = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
}

export function languageOf(accept: string | null): Language {
  const wished = (accept ?? '').toLowerCase().split(',').map(part => part.trim().slice(0, 2))
  return STAFF_LANGUAGES.find(language => wished[0] === language) ?? STAFF_LANGUAGES.find(each => wished.includes(each)) ?? 'en'
}

export function buildApp(house: House, parts: Parts): Hono {
  const app = new Hono()
  app.use(async (c, next) => {
    await next()
    for (const [name, value] of Object.entries(PROTECTIVE)) c.res.headers.set(name, value)
    if (house.settings.origin.startsWith('https:')) c.res.headers.set('strict-transport-security', 'max-age=31536000')
  })
  app.get(stylesheet.href, () => {
    const headers = { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=31536000, immutable' }
    return new Response(stylesheet.body, { headers })
  })
  app.get('/', c => c.redirect(`/${languageOf(c.req.header('accept-language') ?? null)}`))
  mountOpenApi(app, house, parts.endpoints)
  mountApi(app, house, parts.endpoints)
  mountPages(app, house, parts)
  return app
}
