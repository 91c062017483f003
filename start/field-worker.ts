import { openVault } from '#device/vault/vault.ts'
import { type Catalogue, speak } from '#device/words/speak.ts'
import { partOf, shelfOf } from '#device/worker/files.ts'
import { askForKey } from '#device/worker/kept-key.ts'
import type { FetchEvent, WorkerScope } from '#device/worker/scope.ts'
import { momentForId } from '#domain/sending/clock.ts'
import { uuidv7 } from '#domain/shared/ids.ts'
import { askingOver } from '#features/identification/field/asking-over.ts'
import { openContact } from '#features/identification/field/contact.ts'
import type { Desk, Hands, Proof } from '#features/identification/field/desk.ts'
import { BASE, fieldApp } from '#features/identification/field/field-app.ts'
import { type Files, pageAround, standing } from '#features/identification/field/frame.tsx'
import { carriedIn, enrolledIn } from '#features/identification/field/kept-settings.ts'
import { sendingOver } from '#features/identification/field/sending-over.ts'
import { serverAt } from '#features/identification/field/server-over-network.ts'
import { type Language, STAFF_LANGUAGES, type Translate } from '#knowledge/schema/words.ts'
import { fieldParts } from './field-parts.ts'

/** Put in when the worker is built: start/field-build.ts. */
declare const AMAN_FIELD: { files: Files; shelf: readonly string[]; recordings: readonly string[] }
declare const self: WorkerScope

const { files, shelf: addresses, recordings } = AMAN_FIELD
const shelf = shelfOf(caches, addresses, recordings)
const vault = openVault('aman-field')
/** The server's clock when this device last heard from it, which a clock that is wrong is held to. */
let lastHeard: number | null = null
const newId = () => uuidv7(momentForId(Date.now(), lastHeard), crypto.getRandomValues(new Uint8Array(10)))
const clock = () => new Date()
const server = serverAt(self.location.origin)

async function handsOver(): Promise<Hands> {
  const opened = await vault
  const wipe = async () => {
    await opened.wipe()
    await shelf.clear()
    await self.registration.unregister()
  }
  const reachable = async () => {
    const proof = await opened.settings<Proof>()
    return proof !== null && (await server.state(proof)).ok
  }
  return { vault: opened, server, clock, newId, reachable, wipe }
}

const sending = handsOver().then(hands => sendingOver(hands, self.location.origin))

async function deskOver(hands: Hands): Promise<Desk> {
  const [enrolled, carried] = await Promise.all([enrolledIn(hands.vault), carriedIn(hands.vault)])
  if (!enrolled || !carried) throw new Error('an open device without what it carries')
  lastHeard = Date.parse(carried.at)
  return {
    ...hands,
    enrolled,
    carried,
    asking: askingOver(hands, carried, enrolled),
    sender: (await sending).of(enrolled),
  }
}

const known = new Map<Language, Translate>()

async function spoken(language: Language): Promise<Translate> {
  const before = known.get(language)
  if (before) return before
  const address = files.words[language]
  const file = (await shelf.find(address)) ?? (await fetch(address))
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const t = speak(language, timeZone, (await file.json()) as Catalogue)
  known.set(language, t)
  return t
}

const preferred = STAFF_LANGUAGES.find(each => self.navigator.language.startsWith(each)) ?? 'ru'

const app = handsOver().then(hands =>
  fieldApp(hands, fieldParts, {
    preferred,
    words: spoken,
    desk: () => deskOver(hands),
    async document(frame, screen) {
      // Asked for once the page is made: the page that hides has locked meanwhile, and stands in no frame of an open device.
      const [state, unsent] = await Promise.all([hands.vault.state(), hands.vault.unsent()])
      return page(pageAround({ ...frame, state, unsent }, screen, files), frame.status)
    },
  }),
)

const POLICY = `default-src 'none'; style-src 'self'; img-src 'self' data:; media-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; script-src ${self.location.origin}${files.island}`

const page = (text: string, status: number) =>
  new Response(text, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    },
  })

/** The key goes to the page that is open, so that it outlives this worker; there it stays in memory alone. */
async function handOut(): Promise<void> {
  const key = (await vault).key()
  if (!key) return
  for (const tab of await self.clients.matchAll({ type: 'window' })) tab.postMessage({ key })
}

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (pathname.startsWith(`${BASE}/audio/`)) {
    const kept = await shelf.find(pathname)
    return kept ? partOf(kept, request.headers.get('range')) : fetch(request)
  }
  if (addresses.includes(pathname)) return (await shelf.find(pathname)) ?? fetch(request)
  await askForKey(self, await vault)
  return (await app).answer(request)
}

const contact = handsOver().then(hands => openContact(hands, () => deskOver(hands)))

/** What waits is sent, and what the server has to say is heard, without anybody asking; then every open page tells how things stand. */
async function keepInTouch(): Promise<void> {
  const paused = await (await contact).keep()
  const opened = await vault
  if (!opened.key()) return
  const [count, { low }] = await Promise.all([opened.unsent(), opened.room()])
  for (const tab of await self.clients.matchAll({ type: 'window' })) {
    const language = STAFF_LANGUAGES.find(each => new URL(tab.url).pathname.startsWith(`${BASE}/${each}/`)) ?? preferred
    tab.postMessage({ status: standing(await spoken(language), { count, paused, low }) })
  }
}

/** The page is to be there first: what it loads, and what it says, waits for one contact together. */
const SOON_MS = 500
let last: Promise<unknown> = Promise.resolve()
let due: Promise<void> | null = null

function keepInTouchSoon(): Promise<void> {
  const pause = new Promise(over => setTimeout(over, SOON_MS))
  due ??= Promise.allSettled([last, pause]).then(() => {
    due = null
    const kept = keepInTouch()
    last = kept
    return kept
  })
  return due
}

const isOurs = ({ request }: FetchEvent) => {
  const { origin, pathname } = new URL(request.url)
  return (
    origin === self.location.origin &&
    (pathname === BASE || pathname.startsWith(`${BASE}/`) || addresses.includes(pathname))
  )
}

self.addEventListener('install', event => event.waitUntil(shelf.store().then(() => self.skipWaiting())))
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()))
self.addEventListener('fetch', event => {
  if (!isOurs(event)) return
  const answered = answer(event.request)
  event.respondWith(answered)
  event.waitUntil(answered.then(handOut).then(keepInTouchSoon))
})
self.addEventListener('message', event => event.waitUntil(told(event.data)))

/** What the page's own script says: that it is still there, that a new page wants the key, that the device is to lock. */
async function told(data: unknown): Promise<void> {
  const { say } = (data ?? {}) as { say?: unknown }
  const opened = await vault
  if (say === 'lock') {
    ;(await sending).stop()
    opened.lock()
  }
  if (say === 'here') {
    await askForKey(self, opened)
    await handOut()
    await keepInTouchSoon()
  }
}
