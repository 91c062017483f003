import { globSync, readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROLES, type Role } from '#domain/access/roles.ts'
import { formToken, openKeptForm } from '#server/auth/kept-form.ts'
import type { Actor } from '#server/db/transact.ts'
import { buildApp } from '#server/http/app.ts'
import type { Action, Page, Visit } from '#server/http/page.ts'
import { parts } from '#start/parts.ts'
import { type App, appOf, cookieFor } from '#tests/support/client.ts'
import {
  bodyOf,
  controlsOf,
  errorLinks,
  keeps,
  type Pair,
  plain,
  postedIn,
  sampleForm,
  typedOf,
} from '#tests/support/forms.ts'
import { agencyWithRecords, type Holdings } from '#tests/support/holdings.ts'
import { addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { fieldsOf, kindsOf, NOBODY, OPEN_TO_OTHERS, paramsOf, roleFor, sampleInput } from '#tests/support/samples.ts'
import { snapshotOf } from '#tests/support/tables.ts'

const MARK = 'markermarker'
const FORM = 'application/x-www-form-urlencoded'

let house: TestHouse
let app: App
/** The same pages; what they read from their addresses is heard. */
let listening: App
let own: Holdings
let other: Holdings
const cookies = new Map<Role, string>()

beforeAll(async () => {
  house = await openTestHouse({ demo: true })
  app = appOf(house)
  listening = buildApp(house.house, { ...parts, pages: parts.pages.map(overheard) })
  own = await agencyWithRecords(house)
  other = await agencyWithRecords(house)
  for (const role of ROLES) cookies.set(role, await cookieFor(house, own.staff[role]))
}, 120_000)
afterAll(() => house.close())

type Shown = { status: number; html: string; location: string }

async function shown(response: Response): Promise<Shown> {
  return { status: response.status, html: await response.text(), location: response.headers.get('location') ?? '' }
}

const open = async (path: string, cookie: string, at = app) =>
  shown(await at.request(`/en${path === '/' ? '' : path}`, { headers: { cookie } }))

async function post(
  path: string,
  body: string | Buffer<ArrayBuffer>,
  cookie: string,
  headers: Record<string, string> = {},
): Promise<Shown> {
  const init = { method: 'POST', headers: { cookie, 'content-type': FORM, ...headers }, body }
  return shown(await app.request(`/en${path}`, init))
}

const tokenOf = ({ userId }: Actor, at = house.house.clock()) =>
  formToken(house.house.keys.forms, { userId, id: house.house.newId(), at })

const named = <T extends { path: string }>(list: readonly T[]) => list.map(each => [each.path, each] as const)
const actorFor = (each: Action | Page, of = own) => of.staff[roleFor(each.access)]
const cookieOf = (each: Action | Page) => cookies.get(roleFor(each.access)) ?? ''

/** Forms of a screening are those of one that is not completed. */
const idsFor = (each: Action | Page, { ids } = own): Record<string, string> =>
  each.path.startsWith('/screenings/') ? { ...ids, screeningId: ids.draftId ?? '' } : ids

const sampleFor = (each: Action) => sampleForm(each, idsFor(each))

const sendTo =
  (each: Action) =>
  (pairs: readonly Pair[], token = tokenOf(actorFor(each)), headers = {}) =>
    post(sampleFor(each).path, bodyOf([['_form', token], ...pairs]), cookieOf(each), headers)

const BAD_TOKENS = ['', 'x', 'x'.repeat(120), '\u0000', `${'A'.repeat(100)}`, '../../etc', 'x'.repeat(5000)]
const BAD_IDS = ['1', 'not-an-id', '%00', '%E0%A4%A', "'%20or%201=1", `${NOBODY}0`, '%F0%9F%8C%B7', 'x'.repeat(3000)]

/** Records that are used until an action before is in the way of one: to make them takes as long as thirty actions. */
let shared: Holdings | null = null
let isUntouched = false

async function sentFiveTimes(each: Action, of: Holdings) {
  const actor = actorFor(each, of)
  const cookie = await cookieFor(house, actor)
  const { path, pairs } = sampleForm(each, idsFor(each, of))
  const whole = pairs.map(
    ([name, value]): Pair => [
      name,
      name === 'name' || name === 'email' ? `${house.house.newId().slice(-8)}.${value}` : value,
    ],
  )
  const body = bodyOf([['_form', tokenOf(actor)], ...whole])
  const send = () => post(path, body, cookie)
  return { answers: await Promise.all(Array.from({ length: 5 }, send)), send }
}

/** Five times at once, to records that nothing which was done to them before keeps it from. */
async function fiveAtOnce(each: Action): ReturnType<typeof sentFiveTimes> {
  const before = await snapshotOf(house)
  const tried = shared && (await sentFiveTimes(each, shared))
  // Where nothing changed it was done before, and counts for nothing here.
  const taken = tried?.answers.every(one => one.status === 303) && !isDeepStrictEqual(await snapshotOf(house), before)
  if (tried && (taken || isUntouched)) {
    isUntouched &&= !taken
    return tried
  }
  shared = await agencyWithRecords(house)
  isUntouched = true
  return fiveAtOnce(each)
}

describe.each(named(parts.actions))('form %s', (_, each) => {
  const sample = () => sampleFor(each)
  const send = sendTo(each)

  test('a form can send all that its verb takes', () => {
    const { pairs } = sample()
    const params = Object.fromEntries(
      paramsOf(each.path).map(name => [name, sampleInput(each, idsFor(each)).whole[name]]),
    )
    expect(each.input.safeParse({ ...typedOf(pairs), ...params }).error?.issues ?? []).toEqual([])
  })

  test('without a token of the same person, forged, altered, of another or too old, nothing is taken', async () => {
    const before = await snapshotOf(house)
    const good = tokenOf(actorFor(each))
    const altered = `${good.slice(0, 30)}${good[30] === 'A' ? 'B' : 'A'}${good.slice(31)}`
    const old = tokenOf(actorFor(each), new Date(house.house.clock().getTime() - 12 * 3_600_000))
    for (const token of [...BAD_TOKENS, altered, old, tokenOf(actorFor(each, other))]) {
      expect((await send(sample().pairs, token)).status, token.slice(0, 20)).toBe(403)
    }
    const twice = await post(sample().path, bodyOf([['_form[]', good], ...sample().pairs]), cookieOf(each))
    expect(twice.status).toBe(403)
    expect(await snapshotOf(house)).toEqual(before)
  })

  test('from another site nothing is taken', async () => {
    const before = await snapshotOf(house)
    const elsewhere = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site', origin: house.house.settings.origin },
      { origin: 'https://elsewhere.example' },
      { origin: `${house.house.settings.origin}.elsewhere.example` },
      { origin: 'http://127.0.0.1:9' },
    ]
    for (const headers of elsewhere) {
      expect((await send(sample().pairs, tokenOf(actorFor(each)), headers)).status, JSON.stringify(headers)).toBe(403)
    }
    expect(await snapshotOf(house)).toEqual(before)
  })

  test('too large, too many fields, or no form at all: a page says so and nothing is taken', async () => {
    const before = await snapshotOf(house)
    const large: Pair[] = [['text', `${MARK}${'x'.repeat(1_000_000)}`]]
    const many = Array.from({ length: 401 }, (_unused, index): Pair => [`f${index}`, MARK])
    for (const [pairs, headers, status] of [
      [large, {}, 413],
      [many, {}, 413],
      [sample().pairs, { 'content-type': 'application/json' }, 415],
      [sample().pairs, { 'content-type': 'multipart/form-data; boundary=x' }, each.upload ? 400 : 415],
      [sample().pairs, { 'content-type': 'text/plain' }, 415],
    ] as const) {
      const answer = await send(pairs, tokenOf(actorFor(each)), headers)
      expect(answer.status).toBe(status)
      expect(answer.html).toContain('<h1')
      expect(answer.html).not.toContain(MARK)
    }
    expect(await snapshotOf(house)).toEqual(before)
  })

  test('what cannot be taken is shown again with every word, and the summary leads to what is wrong', async () => {
    const before = await snapshotOf(house)
    const { pairs } = sample()
    const answer = await send([...pairs, ['unknown-field', MARK], ['__proto__', MARK], ['constructor[x]', MARK]])
    expect([422, 404], answer.html.slice(0, 200)).toContain(answer.status)
    expect(await snapshotOf(house)).toEqual(before)
    if (answer.status === 404) return
    const { shown: told, dangling } = errorLinks(answer.html)
    expect(told, 'no error summary').toBe(true)
    const invented = ['unknown-field', '__proto__', 'constructor']
    expect(
      dangling.filter(id => !invented.includes(id)),
      'links that lead nowhere',
    ).toEqual([])
    const lost = pairs.filter(pair => keeps(answer.html, pair) === false)
    expect(lost, 'typed and not shown again').toEqual([])
  })

  test('each field that the page shows is named when it is wrong', async () => {
    const page = await send([...sample().pairs, ['unknown-field', MARK]])
    const onPage = new Set(
      controlsOf(postedIn(page.html))
        .filter(one => one.kind !== 'hidden')
        .map(one => one.name),
    )
    const { pairs } = sample()
    for (const pair of pairs.filter(([name]) => onPage.has(name))) {
      const wrong: Pair = [pair[0], `${MARK}\u0000`]
      const answer = await send(pairs.map(one => (one === pair ? wrong : one)))
      if (answer.status === 404) continue
      expect(answer.status, pair[0]).toBe(422)
      const { links, dangling } = errorLinks(answer.html)
      expect(dangling, pair[0]).toEqual([])
      expect(links.length, `${pair[0]}: no line leads to it`).toBeGreaterThan(0)
    }
  })

  test('an id that is none, or that nobody has, is unknown', async () => {
    if (paramsOf(each.path).length === 0) return
    const before = await snapshotOf(house)
    const { pairs } = sample()
    for (const id of [...BAD_IDS, NOBODY]) {
      const path = each.path.replaceAll(/:(\w*Id)/g, id).replaceAll(/:\w+/g, 'exploitation')
      const answer = await post(path, bodyOf([['_form', tokenOf(actorFor(each))], ...pairs]), cookieOf(each))
      expect([404, 403, 422], id.slice(0, 20)).toContain(answer.status)
    }
    expect(await snapshotOf(house)).toEqual(before)
  })

  test("the id of another agency's record answers as one that nobody has", async () => {
    const before = await snapshotOf(house)
    for (const [name, { format }] of fieldsOf(each.input)) {
      if (format !== 'uuid' || OPEN_TO_OTHERS.includes(name) || (each.path.includes('hold') && name === 'bedId'))
        continue
      const ask = async (id: string) => {
        const { path, pairs } = sampleForm(each, { ...idsFor(each), [name]: id })
        const { status, html } = await post(
          path,
          bodyOf([['_form', tokenOf(actorFor(each))], ...pairs]),
          cookieOf(each),
        )
        return { status, html: masked(html, id) }
      }
      const unknown = await ask(NOBODY)
      expect([404, 422, 409], name).toContain(unknown.status)
      expect(await ask(other.ids[name] ?? ''), name).toEqual(unknown)
    }
    expect(await snapshotOf(house)).toEqual(before)
  })

  test('sent twice, and five times at once, it counts once', async () => {
    if (each.reveal) return
    const { answers, send } = await fiveAtOnce(each)
    const after = await snapshotOf(house)
    const [first, ...others] = [...answers, await send()]
    for (const one of others) expect([one.status, one.location]).toEqual([first?.status, first?.location])
    expect(await snapshotOf(house)).toEqual(after)
  })

  test('after the session has ended, what was typed waits sealed for the one who typed it', async () => {
    const { path, pairs } = sample()
    const marked: Pair[] = [...pairs, ['typed', MARK]]
    const actor = actorFor(each)
    const answer = await post(path, bodyOf([['_form', tokenOf(actor)], ...marked]), '')
    expect(answer.status).toBe(200)
    expect(answer.html).not.toContain(MARK)
    const kept = controlsOf(answer.html).find(one => one.name === 'kept')?.value ?? ''
    const opened = openKeptForm(house.house.keys.forms, kept, house.house.clock(), actor.userId)
    expect(opened?.path).toBe(`/en${path}`)
    expect(opened?.fields).toEqual({ ...typedOf(marked) })
    expect(openKeptForm(house.house.keys.forms, kept, house.house.clock(), actorFor(each, other).userId)).toBe(null)
  })
})

/** Without what differs from one showing to the next: the form's token, and the id that was asked for. */
const masked = (html: string, id: string) =>
  html
    .replaceAll(/(name="_form" value=")[^"]*/g, '$1')
    .replaceAll(id, 'ID')
    .replaceAll(encodeURIComponent(id), 'ID')

/** Every name that some page reads from its address. */
const asked = [
  ...new Set(
    globSync('{features,server}/**/*.{ts,tsx}')
      .filter(path => !path.includes('.test.'))
      .flatMap(path => [...readFileSync(path, 'utf8').matchAll(/\bquery(?:\.(\w+)|\['([\w[\]-]+)'\])/g)])
      .map(([, dotted, quoted]) => dotted ?? quoted ?? ''),
  ),
]

/** What pages have read from an address since this was last emptied. Each name alone is sent only to pages that read it. */
const read = new Set<string>()
const heard = (query: Visit['query']): Visit['query'] =>
  new Proxy(query, {
    get: (from, name: string) => {
      read.add(name)
      return from[name]
    },
    has: (from, name: string) => {
      read.add(name)
      return name in from
    },
    ownKeys: from => {
      for (const name of asked) read.add(name)
      return Reflect.ownKeys(from)
    },
  })
const overheard = (page: Page): Page => ({
  ...page,
  show: (ctx, visit) => page.show(ctx, { ...visit, query: heard(visit.query) }),
})

describe.each(named(parts.pages))('page %s', (_, each) => {
  const path = (ids: Record<string, string>) =>
    each.path.replaceAll(/:(\w+)/g, (_all, name) => ids[name] ?? (name.endsWith('Id') ? NOBODY : 'exploitation'))

  test('opens with its own records, and any question in its address is answered', async () => {
    const at = path(idsFor(each))
    const ask = async (question: string) => {
      const answer = await open(`${at}?${question}`, cookieOf(each), listening)
      expect([200, 404], question.slice(0, 40)).toContain(answer.status)
      expect(answer.html).not.toContain(`<i>${MARK}`)
    }
    read.clear()
    await ask('')
    const values = ['%00', '%ff', '%ED%A0%80', `%22%3E%3Ci%3E${MARK}`, NOBODY, '-1', '%', 'x'.repeat(2_000), "'%3B--"]
    for (const value of values) await ask(asked.map(name => `${name}=${value}`).join('&'))
    if (each.path === '/') for (const name of asked) read.add(name)
    // A page may come to read one name once another is given: the set grows while it is gone through.
    for (const name of read) for (const value of ['%00', NOBODY, `%22%3E%3Ci%3E${MARK}`]) await ask(`${name}=${value}`)
  })

  test('an id that is none, that nobody has, or of another agency, is unknown', async () => {
    if (!/:\w+Id/.test(each.path)) return
    for (const id of BAD_IDS) {
      const wrong = each.path.replaceAll(/:(\w*Id)/g, id).replaceAll(/:\w+/g, 'exploitation')
      expect((await open(wrong, cookieOf(each))).status, id.slice(0, 20)).toBe(404)
    }
    for (const name of paramsOf(each.path).filter(one => one.endsWith('Id') && !OPEN_TO_OTHERS.includes(one))) {
      const unknown = await open(path({ ...idsFor(each), [name]: NOBODY }), cookieOf(each))
      const theirs = await open(path({ ...idsFor(each), [name]: other.ids[name] ?? '' }), cookieOf(each))
      if (name === 'shelterId' || name === 'bedId') continue
      expect(unknown.status, name).toBe(404)
      expect(masked(theirs.html, other.ids[name] ?? ''), name).toBe(masked(unknown.html, NOBODY))
    }
  })
})

describe('a session that ends in the middle of a form', () => {
  const WISH = `To sleep, and "${MARK}" & <b>`
  const CASE: Pair[] = [
    ['openedFrom', 'walk-in'],
    ['ageGroup', 'adult'],
    ['personGroup', 'women'],
    ['mayContact', 'not-asked'],
    ['risk', 'not-assessed'],
    ['languages[]', 'uz'],
    ['languages[]', 'ru'],
    ['identity[name]', 'Invented Әйгерім'],
    ['wish', WISH],
  ]
  const hidden = (html: string): Pair[] => {
    const form = /<form action="\/kk\/cases\/new".*?<\/form>/s.exec(html)?.[0] ?? ''
    return controlsOf(form).map(one => [one.name, one.value])
  }
  const signIn = async (kept: string, actor: Actor) => {
    const { rows } = await house.owner.query('select email from aman.staff where user_id = $1', [actor.userId])
    const body = bodyOf([
      ['email', rows[0].email],
      ['password', 'correct horse battery'],
      ['kept', kept],
    ])
    const response = await app.request('/kk/sign-in', { method: 'POST', headers: { 'content-type': FORM }, body })
    const cookie = response.headers
      .getSetCookie()
      .map(one => one.split(';')[0])
      .join('; ')
    return { ...(await shown(response)), cookie }
  }
  const cases = async () => (await house.owner.query('select count(*)::int as n from aman."case"')).rows[0].n

  test('it is offered again after the sign-in, whole, and counts once; to nobody else', async () => {
    const writer = await addStaff(house, own.agencyId, 'case-worker')
    const colleague = await addStaff(house, own.agencyId, 'case-worker')
    const [cookie] = [await cookieFor(house, writer), await cookieFor(house, colleague)]
    const page = await open('/cases/new', cookie)
    const token = controlsOf(page.html).find(one => one.name === '_form')?.value ?? ''
    await house.owner.query('delete from auth.session')
    const before = await cases()

    const asksIn = await shown(
      await app.request('/kk/cases/new', {
        method: 'POST',
        headers: { cookie, 'content-type': FORM },
        body: bodyOf([['_form', token], ...CASE]),
      }),
    )
    expect(asksIn.html).toContain('name="password"')
    expect(asksIn.html).not.toContain(MARK)
    const kept = controlsOf(asksIn.html).find(one => one.name === 'kept')?.value ?? ''

    const stranger = await signIn(kept, colleague)
    expect([stranger.status, stranger.location, stranger.html]).toEqual([303, '/kk', ''])

    const back = await signIn(kept, writer)
    expect(back.status).toBe(200)
    expect(hidden(back.html).filter(([name]) => name !== '_form')).toEqual(CASE)
    const send = () =>
      app.request('/kk/cases/new', {
        method: 'POST',
        headers: { cookie: back.cookie, 'content-type': FORM },
        body: bodyOf(hidden(back.html)),
      })
    const [made, again] = [await send(), await send()]
    expect(made.status).toBe(303)
    expect(again.headers.get('location')).toBe(made.headers.get('location'))
    expect(await cases()).toBe(before + 1)
    const stored = await shown(
      await app.request(made.headers.get('location') ?? '', { headers: { cookie: back.cookie } }),
    )
    expect(plain(stored.html)).toContain(WISH)
  })
})

describe.each(named(parts.publicRoutes))('sign-in page %s', (_, each) => {
  test('answers whatever is sent to it', async () => {
    const path = `/en${each.path.replaceAll(/:\w+/g, '%00')}`
    const names = [
      'email',
      'password',
      'code',
      'current',
      'next',
      'again',
      'sealed',
      'kept',
      'token',
      'start',
      '__proto__',
    ]
    for (const value of [
      '\u0000',
      'a@\u0000.kz',
      'x'.repeat(300_000),
      '\ud800',
      `"><i>${MARK}`,
      '{}',
      'AAAA'.repeat(30),
    ]) {
      const body = bodyOf(
        names
          .flatMap((name): Pair[] => [
            [name, value],
            [`${name}[]`, value],
          ])
          .slice(0, value.length > 1000 ? 2 : 30),
      )
      const init = {
        method: each.method.toUpperCase(),
        headers: { 'content-type': FORM },
        ...(each.method === 'post' && { body }),
      }
      const { status, html } = await shown(await app.request(path, init))
      expect([200, 303, 404, 410, 422, 429], value.slice(0, 10)).toContain(status)
      expect(html).not.toContain(`<i>${MARK}`)
    }
    if (each.method === 'get') return
    expect(
      (
        await app.request(path, {
          method: 'POST',
          headers: { 'content-type': FORM, 'sec-fetch-site': 'cross-site' },
          body: 'a=b',
        })
      ).status,
    ).toBe(403)
    expect(
      (await app.request(path, { method: 'POST', headers: { 'content-type': FORM }, body: 'x'.repeat(1_000_001) }))
        .status,
    ).toBe(413)
  })
})

// Last, since some of it is taken.
describe.each(named(parts.actions))('form %s', (_, each) => {
  test('anything in any field is answered, and nothing of it is run as markup', async () => {
    const texts = [`${MARK}\u0000`, `${MARK}\u202e`, 'x'.repeat(20_000), `</textarea>"><i>${MARK}`, '-1']
    const fields = fieldsOf(each.input).filter(([name]) => !paramsOf(each.path).includes(name))
    for (const [name, schema] of fields) {
      for (const value of texts) {
        const rest = sampleFor(each).pairs.filter(([one]) => one.split('[')[0] !== name)
        const shapes: Pair[] = [
          [name, value],
          [`${name}[]`, value],
          [`${name}[a]`, value],
          [`${name}[__proto__]`, value],
        ]
        // A text field takes text however it comes; lists and records are read by their names.
        for (const pair of kindsOf(schema).has('string') ? shapes.slice(0, 1) : shapes) {
          const answer = await sendTo(each)([...rest, pair])
          expect([303, 200, 403, 404, 409, 422], `${pair[0]}=${value.slice(0, 20)}`).toContain(answer.status)
          expect(answer.html).not.toContain(`<i>${MARK}`)
        }
      }
    }
    const bytes = Buffer.concat([
      Buffer.from(`_form=${tokenOf(actorFor(each))}&`),
      Buffer.from([0xff, 0xc0, 0x3d, 0xed, 0xa0, 0x80]),
      Buffer.from('&%=%&%ZZ=%ff&=x&&'),
    ])
    expect((await post(sampleFor(each).path, bytes, cookieOf(each))).status).toBeLessThan(500)
  })
})
