import type { Context, Hono } from 'hono'
import type { Refusal } from '#domain/shared/result.ts'
import { PUBLIC_LANGUAGES, type PublicLanguage, STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import { keepForm, openFormToken } from '#server/auth/kept-form.ts'
import { isUnreachable } from '#server/db/unreachable.ts'
import type { House } from '#server/house.ts'
import type { Parts } from './app.ts'
import { readForm } from './body.ts'
import { clientAddress } from './client-address.ts'
import { languageOf, rememberedLanguage } from './client-language.ts'
import { toldOf } from './fault.ts'
import { memberOf } from './member.ts'
import { type Message, messagePage } from './message-page.tsx'
import type { Action } from './page.ts'
import { type Knock, notFound, showPage, submit } from './pages.tsx'
import { deskWords, type Guest, guestPage, servePublic } from './public-pages.tsx'
import type { PublicRoute } from './public-route.ts'
import type { Typed } from './read-fields.ts'
import { json, seeOther, withCookies } from './respond.ts'
import { isPublicPart } from './site-map.ts'
import { uploadOf } from './uploads.ts'

/** Sent by a page that asks for itself anew: web/islands. */
const BY_ITSELF = 'x-by-itself'

/** A page's addresses, one in each language. */
const addresses = (path: string, languages: readonly PublicLanguage[] = STAFF_LANGUAGES) =>
  languages.map(each => `/${each}${path === '/' ? '' : path}`)

const BAD_FORM: Record<string, { status: number; kind: Message }> = {
  'input.too-large': { status: 413, kind: 'too-large' },
  'input.not-form': { status: 415, kind: 'malformed' },
}

const BAD_UPLOAD: typeof BAD_FORM = {
  ...BAD_FORM,
  'attachment.too-large': { status: 413, kind: 'too-large' },
}

/** A request from another site must not act in a colleague's name. Browsers say where a form came from. */
function fromElsewhere(request: Request, house: House): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (site) return site !== 'same-origin' && site !== 'none'
  const origin = request.headers.get('origin')
  return origin !== null && origin !== 'null' && origin !== house.settings.origin
}

export function mountPages(app: Hono, house: House, parts: Parts): void {
  // Where a page of the desk has the same address, its colleagues come first, and everybody else meets the public one.
  const ofDesk = new Set(parts.pages.flatMap(({ path }) => addresses(path)))
  for (const route of parts.publicRoutes) {
    app.on(
      route.method.toUpperCase(),
      route.wordless ? [route.path] : addresses(route.path, route.languages).filter(each => !ofDesk.has(each)),
      async c => {
        if (route.upload) return servePublicWithFile(c, house, route)
        const form = route.method === 'post' ? await formOf(c, house) : {}
        return form instanceof Response ? form : servePublic(guestOf(c, house), route, form, c.req.param())
      },
    )
  }
  for (const page of parts.pages.filter(each => !each.demo || house.settings.demo)) {
    app.on('GET', addresses(page.path), c => enter(c, house, parts, null, knock => showPage(knock, page)))
  }
  for (const action of parts.actions) {
    app.on('POST', addresses(action.path), async c => {
      if (action.upload) return enterWithFile(c, house, parts, action)
      const form = await formOf(c, house)
      return form instanceof Response ? form : enter(c, house, parts, form, knock => submit(knock, action, form))
    })
  }
  app.notFound(c => {
    const language = languageIn(c)
    if (!language) return inOneLanguage(c, parts)
    const forDesk = STAFF_LANGUAGES.some(each => each === language) && !isPublicPart(c.req.path, parts)
    if (forDesk) return enter(c, house, parts, null, async knock => notFound(knock))
    return guestPage(guestOf(c, house), messagePage(house.words.in(language), 'not-found', house.country), 404)
  })
  app.onError((error, c) => {
    house.log.error(toldOf(error), 'fault')
    const kind = isUnreachable(error) ? 'unreachable' : 'fault'
    if (c.req.path.startsWith('/api/')) return json({ code: 'request.fault', fields: [] }, 500)
    const guest = guestOf(c, house)
    return guestPage(guest, messagePage(guest.t, kind, house.country), kind === 'fault' ? 500 : 503)
  })
}

/** An address that is printed or said has no language: the browser's own is taken. */
function inOneLanguage(c: Context, { publicRoutes }: Parts): Response {
  const open = publicRoutes.find(each => each.method === 'get' && each.path === c.req.path)
  if (!open) return seeOther('/')
  const offered: readonly PublicLanguage[] = open.languages ?? STAFF_LANGUAGES
  const accept = rememberedLanguage(c.req.raw.headers) ?? c.req.header('accept-language') ?? null
  return seeOther(`/${languageOf({ accept, offered })}${c.req.path}`)
}

const languageIn = (c: Context) =>
  PUBLIC_LANGUAGES.find(each => c.req.path === `/${each}` || c.req.path.startsWith(`/${each}/`))

function guestOf(c: Context, house: House): Guest {
  const language = languageIn(c) ?? 'en'
  return {
    house,
    t: house.words.in(language),
    headers: c.req.raw.headers,
    ip: clientAddress(c, house.settings),
    url: new URL(c.req.url),
    path: c.req.path.slice(language.length + 1) || '/',
  }
}

async function formOf(c: Context, house: House): Promise<Typed | Response> {
  const guest = guestOf(c, house)
  if (fromElsewhere(c.req.raw, house)) return guestPage(guest, messagePage(guest.t, 'form-spent', house.country), 403)
  const form = await readForm(c.req.raw)
  if (form.ok) return form.value
  const { status, kind } = BAD_FORM[form.code] ?? { status: 400, kind: 'malformed' as const }
  return guestPage(guest, messagePage(guest.t, kind, house.country), status)
}

async function enterWithFile(c: Context, house: House, parts: Parts, action: Action): Promise<Response> {
  const guest = guestOf(c, house)
  if (fromElsewhere(c.req.raw, house)) return guestPage(guest, messagePage(guest.t, 'form-spent', house.country), 403)
  const form = await uploadOf(house, c.req.raw, readForm)
  if (form.ok) {
    const { typed } = form.value
    using file = form.value.file
    return await enter(c, house, parts, typed, knock => submit({ ...knock, file }, action, typed))
  }
  if (form.code === 'attachment.too-large')
    return enter(c, house, parts, null, knock => showPage(knock, action.again, 413, refusedBy(form)))
  const { status, kind } = BAD_FORM[form.code] ?? { status: 400, kind: 'malformed' as const }
  return guestPage(guest, messagePage(guest.t, kind, house.country), status)
}

async function servePublicWithFile(c: Context, house: House, route: PublicRoute): Promise<Response> {
  const guest = guestOf(c, house)
  if (fromElsewhere(c.req.raw, house)) return guestPage(guest, messagePage(guest.t, 'form-spent', house.country), 403)
  const form = await uploadOf(house, c.req.raw, readForm)
  if (form.ok) {
    using file = form.value.file
    return await servePublic(guest, route, form.value.typed, c.req.param(), file)
  }
  const { status, kind } = BAD_UPLOAD[form.code] ?? { status: 400, kind: 'malformed' as const }
  return guestPage(guest, messagePage(guest.t, kind, house.country), status)
}

const refusedBy = ({ code }: Refusal) => ({ typed: {}, problems: [], refusal: { code } })

async function enter(
  c: Context,
  house: House,
  parts: Parts,
  typed: Typed | null,
  serve: (knock: Knock) => Promise<Response>,
): Promise<Response> {
  const guest = guestOf(c, house)
  const byItself = c.req.header(BY_ITSELF) !== undefined
  const session = await house.auth.sessionOf(c.req.raw.headers, byItself)
  const member = session ? await memberOf(house.pool, session.userId) : null
  if (!session || !member) return meetStranger(guest, parts, typed)
  if (session.twoFactor === 'must-enrol') return seeOther(`/${guest.t.language}/second-factor/enrol`)
  const knock = {
    house,
    pages: parts.pages,
    member,
    t: deskWords(guest),
    url: guest.url,
    path: guest.path,
    params: c.req.param(),
    byItself,
  }
  const response = await serve(knock)
  return withCookies(response, session.setCookies)
}

/** A stranger meets the public page of the same address, where there is one. */
async function meetStranger(guest: Guest, parts: Parts, typed: Typed | null): Promise<Response> {
  const open = parts.publicRoutes.find(each => each.method === 'get' && each.languages && each.path === guest.path)
  return open && !typed ? servePublic(guest, open, {}) : toSignIn(guest, parts, typed)
}

/** What was typed before the session ended goes with the person through the sign-in, sealed to her. */
async function toSignIn(guest: Guest, parts: Parts, typed: Typed | null): Promise<Response> {
  const { house } = guest
  const route = parts.publicRoutes.find(each => each.method === 'get' && each.path === '/sign-in')
  if (!route) throw new Error('no sign-in page')
  const { _form, ...fields } = typed ?? {}
  const token = openFormToken(house.keys.forms, typeof _form === 'string' ? _form : '', house.clock())
  const path = `/${guest.t.language}${guest.path}`
  const kept =
    typed && token ? keepForm(house.keys.forms, { userId: token.userId, path, fields, at: house.clock() }) : null
  if (!typed) return seeOther(`/${guest.t.language}/sign-in`)
  return servePublic(guest, route, kept ? { kept } : {})
}
