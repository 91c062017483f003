import { Hono } from 'hono'
import type { House } from '#server/house.ts'
import { mountApi } from './api.ts'
import { islands, leaving, pictures, stylesheet } from './assets.ts'
import { componentsPage } from './components-page.tsx'
import type { Endpoint } from './endpoint.ts'
import { type EventStream, mountStreams } from './event-stream.ts'
import { mountPages } from './mount-pages.tsx'
import { mountOpenApi } from './open-api.ts'
import type { Action, Page } from './page.ts'
import type { PublicRoute } from './public-route.ts'
import { css, json, script, unchanging } from './respond.ts'
import { mountMap } from './site-map.ts'
import { mountTokenless, type Tokenless } from './tokenless.ts'

/** For whoever checks a signature without us. A new key signs at once, so that a copy is kept for minutes and not for days. */
const KEYS = { 'content-type': 'application/jwk-set+json', 'cache-control': 'public, max-age=300' }

export type Parts = {
  endpoints: readonly Endpoint[]
  pages: readonly Page[]
  actions: readonly Action[]
  publicRoutes: readonly PublicRoute[]
  streams?: readonly EventStream[]
  /** A part of the address space that is answered by a program of its own, such as the field app before it is installed. */
  sites?: readonly ((app: Hono, house: House) => void)[]
  tokenless?: readonly Tokenless[]
}

export function buildApp(house: House, parts: Parts): Hono {
  const app = new Hono()
  app.get(stylesheet.href, c => css(stylesheet.body, c.req.header('accept-encoding') ?? null))
  for (const { href, body } of [leaving, ...Object.values(islands)])
    app.get(href, c => script(body, c.req.header('accept-encoding') ?? null))
  app.get('/.well-known/jwks.json', () => json({ keys: house.signer.publicKeys() }, 200, KEYS))
  for (const { href, bytes } of Object.values(pictures)) app.get(href, () => unchanging(bytes, 'image/webp'))
  mountMap(app, house, parts.publicRoutes)
  if (house.settings.dev) app.get('/dev/components', () => componentsPage(house, house.words.in('en')))
  mountOpenApi(app, house, parts)
  mountTokenless(app, house, parts.tokenless ?? [])
  mountApi(app, house, parts.endpoints)
  mountStreams(app, house, parts.streams ?? [])
  for (const mount of parts.sites ?? []) mount(app, house)
  mountPages(app, house, parts)
  return app
}
