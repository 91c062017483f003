import { promisify } from 'node:util'
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib'
import type { House } from '#server/house.ts'

// Nothing may be run, framed, or loaded from elsewhere, save what a page names; pages work without script. Part of every response from its making:
// headers that are added afterwards cost the server its fast path, and can be forgotten.
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
const PROTECTIVE = {
  'content-security-policy': POLICY,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  // Browsers heed it over TLS only.
  'strict-transport-security': 'max-age=31536000',
  'cache-control': 'no-store',
}

export type Extra = Record<string, string>

const withType = (type: string) => ({ ...PROTECTIVE, 'content-type': `${type}; charset=utf-8` })
const JSON_HEADERS = withType('application/json')
const HTML_HEADERS = withType('text/html')

const made = (
  body: string | Uint8Array | ReadableStream<Uint8Array> | null,
  status: number,
  headers: Extra,
  extra?: Extra,
): Response => new Response(body as BodyInit | null, { status, headers: extra ? { ...headers, ...extra } : headers })

export const json = (value: unknown, status = 200, extra?: Extra): Response =>
  made(JSON.stringify(value), status, JSON_HEADERS, extra)

export const html = (text: string, status = 200, extra?: Extra): Response => made(text, status, HTML_HEADERS, extra)

/** For a page of ours: the files that may run in it, by their full addresses. `asking`: and they may ask this server. */
export const withScripts = (
  { settings }: Pick<House, 'settings'>,
  hrefs: readonly string[],
  asking: boolean,
): Extra => ({
  'content-security-policy': `${POLICY}; script-src ${hrefs.map(each => settings.origin + each).join(' ')}${asking ? "; connect-src 'self'" : ''}`,
})

/** For the page that installs an app of ours: its script may run, and a worker of ours may start. */
export const withWorker = ({ settings }: Pick<House, 'settings'>, href: string): Extra => ({
  'content-security-policy': `${POLICY}; script-src ${settings.origin}${href}; worker-src 'self'; manifest-src 'self'; connect-src 'self'`,
})

/** Says to whoever listens that something changed, and nothing of what. Proxies are asked not to gather it. */
export const events = (body: ReadableStream<Uint8Array>): Response =>
  made(body, 200, withType('text/event-stream'), { 'x-accel-buffering': 'no' })

export const nothing = (status: 401 | 403 | 404 | 429): Response => made(null, status, PROTECTIVE)

export const seeOther = (to: string): Response => made(null, 303, PROTECTIVE, { location: to })

type Packing = 'br' | 'gzip'

const PACK: Record<Packing, (text: string) => Buffer> = {
  br: text => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: text => gzipSync(text),
}

/** A picture of the program's own, the same for everybody. */
export const picture = (bytes: Uint8Array<ArrayBuffer>, type: string): Response =>
  new Response(bytes, { headers: { ...PROTECTIVE, 'content-type': type, 'cache-control': 'public, max-age=86400' } })

/** A recording, or a picture of a page. What stands at its address never changes. */
export const unchanging = (bytes: Uint8Array<ArrayBuffer>, type: string): Response =>
  new Response(bytes, {
    headers: { ...PROTECTIVE, 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' },
  })

/** A file for the reader's disk. Its name is ours and holds no person's data; the browser is not to show it as a page. */
export const download = (file: {
  name: string
  type: string
  bytes: Uint8Array | ReadableStream<Uint8Array>
}): Response =>
  made(file.bytes, 200, PROTECTIVE, {
    'content-type': file.type,
    'content-disposition': `attachment; filename="${file.name}"`,
  })

/**
 * Packs what holds no secret, as the reader's browser accepts it, so that a public page arrives in the first packets. Pages of
 * the desk stay unpacked: the packed length of a page that mixes a record with typed text tells about the record (BREACH).
 */
async function packed(response: Response, accept: string | null): Promise<Response> {
  const packing = packingFor(accept)
  return packing ? packedAs(packing, response, PACK[packing](await response.text())) : response
}

const packingFor = (accept: string | null) =>
  (['br', 'gzip'] as const).find(each => new RegExp(`\\b${each}\\b`).test(accept ?? ''))

function packedAs(packing: Packing, { status, headers: before }: Response, bytes: Buffer): Response {
  const headers = new Headers(before)
  headers.set('content-encoding', packing)
  headers.set('vary', 'accept-encoding')
  return new Response(new Uint8Array(bytes), { status, headers })
}

/** A file of the program's own, which stays the same while the program runs: packed once, as tightly as can be. */
const TIGHTLY: Record<Packing, (text: string) => Promise<Buffer>> = {
  br: promisify(brotliCompress),
  gzip: text => promisify(gzip)(text, { level: 9 }),
}
const tight: Record<Packing, Map<string, Promise<Buffer>>> = { br: new Map(), gzip: new Map() }

function tightly(packing: Packing, text: string): Promise<Buffer> {
  const made = tight[packing].get(text) ?? TIGHTLY[packing](text)
  tight[packing].set(text, made)
  return made
}

async function file(text: string, type: string, extra: Extra, accept: string | null): Promise<Response> {
  const packing = packingFor(accept)
  const response = made(packing ? null : text, 200, withType(type), extra)
  return packing ? packedAs(packing, response, await tightly(packing, text)) : response
}

/** Of the interface, what holds nothing that was written of a person. It is fetched seldom and over thin lines: a tighter packing pays. */
export async function packedJson(value: unknown, accept: string | null): Promise<Response> {
  const response = json(value)
  const packing = packingFor(accept)
  return packing ? packedAs(packing, response, await DENSELY[packing](await response.text())) : response
}

const DENSELY: Record<Packing, (text: string) => Promise<Buffer>> = {
  br: text => promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: TIGHTLY.gzip,
}

/** `extra`: the policy of its scripts, and what else its headers say. */
export const publicHtml = (text: string, status: number, accept: string | null, extra: Extra): Promise<Response> =>
  packed(html(text, status, extra), accept)

/** What a crawler reads of the site. */
export const plainFile = (text: string, type: 'text/plain' | 'application/xml'): Response =>
  made(text, 200, withType(type), { 'cache-control': 'public, max-age=3600' })

/** The script of a service worker: asked for anew each time, so that a mended one arrives; it may speak with this server alone. */
export const worker = (text: string, accept: string | null): Promise<Response> =>
  file(
    text,
    'text/javascript',
    { 'cache-control': 'no-cache', 'content-security-policy': "default-src 'none'; connect-src 'self'" },
    accept,
  )

/** The stylesheet and the islands: their addresses change with their content, so browsers may keep them for a year. */
const asset = (type: string) => (text: string, accept: string | null) =>
  file(text, type, { 'cache-control': 'public, max-age=31536000, immutable' }, accept)
export const css = asset('text/css')
export const script = asset('text/javascript')
export const words = asset('application/json')
export const manifest = asset('application/manifest+json')

export function withCookies(response: Response, cookies: readonly string[] = []): Response {
  for (const cookie of cookies) response.headers.append('set-cookie', cookie)
  return response
}
