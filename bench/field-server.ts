import { createHash, randomBytes } from 'node:crypto'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { knownIn } from '#features/identification/field/carry.ts'
import { fieldScripts, stylesheet } from '#server/http/assets.ts'
import { css, worker } from '#server/http/respond.ts'
import { loadKnowledge } from '#server/knowledge/load.ts'
import { loadWords } from '#server/words.ts'
import { mountField } from '#start/field-site.tsx'
import { freePort } from '#tests/support/browser-command.ts'

/** What a server gives a telephone once: the app, a name, and everything that it carries. Afterwards it is stopped. */
export async function serveField() {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const app = new Hono()
  const floor = { script: '' }
  app.get(stylesheet.href, () => css(stylesheet.body, null))
  app.get('/floor/worker.js', () => worker(floor.script, null))
  app.get('/floor/', c => c.html('<!doctype html><title>Floor</title>'))
  const knowledge = await loadKnowledge()
  const [country] = knowledge.countries
  if (!country) throw new Error('no country')
  const known = knownIn({ knowledge, country })
  app.post('/api/v1/field/enrol', c => c.json(ENROLMENT))
  app.post('/api/v1/field/state', c => c.json({ state: 'ok' }))
  app.get('/api/v1/field/carried', c => c.json({ carried: { ...known, ...AROUND, at: new Date().toISOString() } }))
  const words = await loadWords(country.timeZone)
  mountField(app, { words, settings: { ...SETTINGS, origin, port } })
  const server = createAdaptorServer({ fetch: app.fetch })
  await new Promise<void>(listening => server.listen(port, '127.0.0.1', listening))
  return {
    origin,
    /** Puts a bare worker beside the app, that answers the same pages from memory. */
    layFloor(pages: Record<string, string>) {
      floor.script = floorOf(pages)
    },
    async stop() {
      if ('closeAllConnections' in server) server.closeAllConnections()
      await new Promise(closed => server.close(closed))
    },
  }
}

const SETTINGS = { host: '127.0.0.1', dataDir: '/nonexistent', behindProxy: false, demo: false, dev: false }
const AROUND = { mark: createHash('sha256').digest('hex'), agencies: [], certificates: { keys: [], list: '' } }
const ENROLMENT = {
  deviceId: crypto.randomUUID(),
  token: 'invented',
  secret: randomBytes(32).toString('base64url'),
  check: 'invented',
  person: { id: crypto.randomUUID(), name: 'Invented Officer' },
  agency: { id: crypto.randomUUID(), name: 'Invented Post' },
}

/** No rule, no key, no store: the least that a service worker can do to show these pages. */
function floorOf(pages: Record<string, string>): string {
  const own = (text: string) =>
    text.replaceAll(stylesheet.href, '/floor/style.css').replaceAll(fieldScripts.page.href, '/floor/page.js')
  const files = Object.entries(pages).map(([name, text]) => [`/floor/${name}`, [own(text), 'text/html; charset=utf-8']])
  const all = {
    ...Object.fromEntries(files),
    '/floor/style.css': [stylesheet.body, 'text/css'],
    '/floor/page.js': [fieldScripts.page.body, 'text/javascript'],
  }
  return `const all = ${JSON.stringify(all)}
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()))
self.addEventListener('fetch', event => {
  const { pathname } = new URL(event.request.url)
  const to = pathname.replace('/to/', '/')
  if (to !== pathname) return event.respondWith(new Response(null, { status: 303, headers: { location: to } }))
  const found = all[pathname]
  if (found) event.respondWith(new Response(found[0], { headers: { 'content-type': found[1] } }))
})`
}
