import { refused, VaultRefusal } from '#device/vault/refusal.ts'
import { type Result, refuse } from '#domain/shared/result.ts'
import { type Language, STAFF_LANGUAGES, type Translate } from '#knowledge/schema/words.ts'
import type { Screen, Visit } from '#server/http/page.ts'
import { readFields } from '#server/http/read-fields.ts'
import { statusOf } from '#server/http/status-of.ts'
import type { Desk, FieldForm, FieldPage, Hands, When } from './desk.ts'
import { matching } from './matching.ts'
import { nothingHere } from './plain-pages.tsx'

/** The app's own address; everything under it is answered by the service worker. */
export const BASE = '/field'

export type FieldParts = { pages: readonly FieldPage[]; forms: readonly FieldForm[] }

/** What stands around every page: its words, its frame, and the desk once the device is open. */
export type Around = {
  words(language: Language): Promise<Translate>
  /** The language of the device, where an address names none. */
  preferred: Language
  desk(): Promise<Desk>
  document(frame: Omit<Frame, 'state'>, screen: Screen): Promise<Response>
}

export type Frame = { t: Translate; path: string; state: When; status: number }

type Outcome = Pick<Visit, 'typed' | 'problems' | 'refusal'>
const FRESH: Outcome = { typed: {}, problems: [], refusal: null }

const HOME: Record<Exclude<When, 'always'>, string> = { empty: '/enrol', locked: '/unlock', open: '/screenings' }

/** No page stands there, so that it is answered as any address that is none. */
const NOWHERE = '/nothing'

const MOST_KEPT = 50

/** A map that forgets its oldest entry, since nothing of a visit outlives the worker anyway. */
function shortMemory<V>() {
  const kept = new Map<string, V>()
  return {
    get: (key: string) => kept.get(key),
    set(key: string, value: V) {
      kept.set(key, value)
      if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value ?? '')
    },
  }
}

/** Sent by the page's own script, which wants no page back. */
const BY_ITSELF = 'x-by-itself'

type Shut = Exclude<When, 'always'>
type Knock = { t: Translate; url: URL; path: string; state: Shut; href: Visit['href']; mark: string }

/** The routes of the app: each request of a page is answered here, on the device, as the server would answer it. */
export type FieldApp = { answer(request: Request): Promise<Response> }

type Inside = {
  hands: Hands
  parts: FieldParts
  around: Around
  /** Known to this worker's own forms alone: a page of another site may send a form here as well. */
  mark: string
  /** Where a form led that was sent already. */
  answered: ReturnType<typeof shortMemory<string>>
  outcomes: ReturnType<typeof shortMemory<Outcome>>
}

export function fieldApp(hands: Hands, parts: FieldParts, around: Around): FieldApp {
  const mark = hands.newId()
  const inside = { hands, parts, around, mark, answered: shortMemory<string>(), outcomes: shortMemory<Outcome>() }
  return { answer: request => answer(inside, request) }
}

const homeOf = (knock: Pick<Knock, 'href' | 'state'>) => seeOther(knock.href(HOME[knock.state]))

async function answer(inside: Inside, request: Request): Promise<Response> {
  const { hands, around } = inside
  const url = new URL(request.url)
  const [, , asked = '', ...rest] = url.pathname.split('/')
  const language = STAFF_LANGUAGES.find(each => each === asked) ?? around.preferred
  const state = await hands.vault.state()
  const mark = state === 'open' ? (await around.desk()).enrolled.forms : inside.mark
  const path = `/${rest.join('/')}`
  const href = (to: string) => `${BASE}/${language}${to === '/' ? '' : to}`
  const knock: Knock = { t: await around.words(language), url, path, state, href, mark }
  if (path === '/' || asked !== language) return homeOf(knock)
  return request.method === 'POST' ? submit(inside, knock, request) : orHome(knock, () => show(inside, knock))
}

/** Locked in another tab while the page was made. */
async function orHome(knock: Knock, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof VaultRefusal) return homeOf({ ...knock, state: 'locked' })
    throw error
  }
}

const visitOf = ({ hands }: Inside, knock: Knock, params: Record<string, string>, outcome: Outcome): Visit => ({
  t: knock.t,
  url: knock.url,
  params,
  query: Object.fromEntries(knock.url.searchParams),
  ...outcome,
  token: `${knock.mark}.${hands.newId()}`,
  byItself: false,
  href: knock.href,
})

async function show(inside: Inside, knock: Knock): Promise<Response> {
  const { hands, parts, around } = inside
  const framed = (status: number, screen: Screen) => around.document({ t: knock.t, path: knock.path, status }, screen)
  const found = matching(parts.pages, knock.path)
  if (!found) return framed(404, nothingHere(knock.t))
  const { route: page, params } = found
  if (page.when !== 'always' && page.when !== knock.state) return homeOf(knock)
  const outcome = inside.outcomes.get(knock.url.searchParams.get('again') ?? '') ?? FRESH
  const visit = visitOf(inside, knock, params, outcome)
  const shown = page.when === 'open' ? await page.show(await around.desk(), visit) : await page.show(hands, visit)
  return shown.ok ? framed(statusIn(outcome), shown.value) : framed(404, nothingHere(knock.t))
}

const statusIn = (outcome: Outcome) =>
  outcome === FRESH ? 200 : outcome.refusal ? statusOf(outcome.refusal.code) : 422

async function submit(inside: Inside, knock: Knock, request: Request): Promise<Response> {
  const typed = readFields(await request.text())
  const found = matching(inside.parts.forms, knock.path)
  if (!found || !typed || found.route.when !== knock.state) return homeOf(knock)
  const { _form, ...fields } = typed
  const back = (problems: Outcome['problems'], refusal: Outcome['refusal']) =>
    returned(inside, knock, request, { typed: fields, problems, refusal })
  const [mark, id = ''] = typeof _form === 'string' ? _form.split('.') : ['']
  if (mark !== knock.mark) return back([], refuse('field.form-spent'))
  const before = inside.answered.get(id)
  if (before && !request.headers.has(BY_ITSELF)) return seeOther(before)
  const { value, problems } = found.route.read(fields, found.params)
  if (problems.length > 0) return back(problems, null)
  const result = await perform(inside, found.route, value)
  if (!result.ok && statusOf(result.code) === 404) return seeOther(knock.href(NOWHERE))
  if (!result.ok) return back([], { code: result.code, detail: result.detail })
  if (request.headers.has(BY_ITSELF))
    return said({ version: (result.value as { version?: number } | null)?.version ?? null })
  const to = knock.href(found.route.next(result.value as never, found.params))
  inside.answered.set(id, to)
  return seeOther(to)
}

const perform = ({ hands, around }: Inside, form: FieldForm, value: never): Promise<Result<unknown>> =>
  refused(async () => (form.when === 'open' ? form.run(await around.desk(), value) : form.run(hands, value)))

/** The form again, with what was typed. Never as the answer to a POST: browsers write those, with their body, into their history. */
function returned({ hands, outcomes }: Inside, knock: Knock, request: Request, outcome: Outcome): Response {
  if (request.headers.has(BY_ITSELF)) return said({ refused: outcome.refusal?.code ?? 'input.invalid' }, 409)
  const again = hands.newId()
  outcomes.set(again, outcome)
  const query = new URLSearchParams([...knock.url.searchParams].filter(([name]) => name !== 'again'))
  query.set('again', again)
  return seeOther(`${knock.href(knock.path)}?${query}`)
}

const seeOther = (to: string) =>
  new Response(null, { status: 303, headers: { location: to, 'cache-control': 'no-store' } })

const said = (value: object, status = 200) =>
  new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  })
