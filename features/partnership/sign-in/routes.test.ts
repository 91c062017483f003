import { renderToString } from 'preact-render-to-string'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Language, STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import { keepForm } from '#server/auth/kept-form.ts'
import {
  addStaff,
  browser,
  codeOf,
  formsKey,
  newId,
  nextNumber,
  openTestAuth,
  PASSWORD,
  startDatabase,
  type TestDatabase,
} from '#server/auth/testing.ts'
import type { House } from '#server/house.ts'
import type { PublicAnswer } from '#server/http/public-route.ts'
import type { Typed } from '#server/http/read-fields.ts'
import { loadWords, type Words } from '#server/words.ts'
import { linkPath } from './choose-password.tsx'
import { publicRoutes } from './routes.ts'

let database: TestDatabase
let auth: ReturnType<typeof openTestAuth>
let words: Words
const forms = formsKey()

beforeAll(async () => {
  database = await startDatabase()
  auth = openTestAuth(database)
  words = await loadWords('Asia/Almaty')
})
afterAll(async () => {
  await auth.close()
  await database.stop()
})

type Browser = ReturnType<typeof browser>

const fits = (path: string, asked: string) => new RegExp(`^${path.replace(':token', '[^/]+')}$`).test(asked)

/** One request to a page of signing in, with a browser's cookies. */
async function visit(
  at: Browser,
  method: 'get' | 'post',
  address: string,
  typed: Typed = {},
  language: Language = 'en',
) {
  const url = new URL(address, 'http://localhost:4000')
  const route = publicRoutes.find(each => each.method === method && fits(each.path, url.pathname))
  if (!route) throw new Error(`no route ${method} ${address}`)
  const house = { auth, keys: { forms }, clock: () => new Date(), newId } as unknown as House
  const query = Object.fromEntries(url.searchParams)
  const asked = { house, t: words.in(language), ...at.from, url, params: {}, query, typed, file: null }
  const answer: PublicAnswer = await route.run(asked)
  if (answer.kind !== 'file') at.keep({ setCookies: answer.setCookies ?? [] })
  return answer
}

const htmlOf = (answer: PublicAnswer): string => (answer.kind === 'screen' ? renderToString(answer.body) : answer.kind)
const hidden = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''
const visitor = () => browser(`203.0.113.${nextNumber()}`)

async function colleague() {
  const staff = await addStaff(database, `page-${nextNumber()}@agency.example`)
  await auth.createUser({ ...staff, id: staff.userId, password: PASSWORD })
  return staff
}

test('a wrong sign-in shows the form again with the e-mail and without the password', async () => {
  const answer = await visit(visitor(), 'post', '/sign-in', {
    email: 'aigul@agency.example',
    password: 'my own wrong one',
  })
  expect(answer).toMatchObject({ kind: 'screen', status: 422 })
  expect(htmlOf(answer)).toContain('The e-mail or the password is not right')
  expect(htmlOf(answer)).toContain('value="aigul@agency.example"')
  expect(htmlOf(answer)).not.toContain('my own wrong one')
})

test('an empty form says what is missing; odd shapes of fields are as empty ones', async () => {
  expect(htmlOf(await visit(visitor(), 'post', '/sign-in'))).toMatch(/Enter your e-mail.*Enter your password/s)
  const answer = await visit(visitor(), 'post', '/sign-in', { email: ['a', 'b'], password: { x: 'y' } })
  expect(answer).toMatchObject({ kind: 'screen', status: 422 })
})

test('after too many attempts the page says how long to wait', async () => {
  const { email } = await colleague()
  for (let i = 0; i < 10; i += 1) await auth.signIn(visitor().from, { email, password: 'wrong' })
  const answer = await visit(visitor(), 'post', '/sign-in', { email, password: PASSWORD }, 'ru')
  expect(answer).toMatchObject({ kind: 'screen', status: 429 })
  expect(htmlOf(answer)).toMatch(/Попробуйте снова через 15 минут</)
})

test('a first sign-in leads through the second factor, and a form that was kept comes along to the end', async () => {
  const { email, userId } = await colleague()
  const at = visitor()
  const kept = keepForm(forms, { userId, path: '/en/cases', fields: { note: 'kept' }, at: new Date() })
  const started = htmlOf(await visit(at, 'get', '/sign-in', { kept }))
  expect(started).toContain('Your session has ended')

  const enrol = htmlOf(
    await visit(at, 'post', '/sign-in', { email, password: PASSWORD, kept: hidden(started, 'kept') }),
  )
  expect(enrol).toContain('Set up your second factor')
  const wrong = await visit(at, 'post', '/second-factor/enrol', { password: 'guess', kept })
  expect(htmlOf(wrong)).toContain('The password is not right')
  const secret = htmlOf(
    await visit(at, 'post', '/second-factor/enrol', { password: PASSWORD, kept: hidden(enrol, 'kept') }),
  )
  const key = /<code>([A-Z2-7 ]+)<\/code>/.exec(secret)?.[1]?.replaceAll(' ', '') ?? ''
  expect(secret).toContain('href="otpauth://totp/Aman')

  const sealed = hidden(secret, 'sealed')
  const again = htmlOf(
    await visit(at, 'post', '/second-factor/enrol', { sealed, code: '000000', kept: hidden(secret, 'kept') }),
  )
  expect(again).toContain('This code is not right')
  expect(again).toContain(/<code>[A-Z2-7 ]+<\/code>/.exec(secret)?.[0])
  const codes = htmlOf(
    await visit(at, 'post', '/second-factor/enrol', { sealed, code: codeOf(key), kept: hidden(again, 'kept') }),
  )
  expect(codes.match(/<li><code>/g)).toHaveLength(10)
  expect(hidden(codes, 'kept')).toBe(kept)
  expect(await visit(at, 'post', '/second-factor/enrol', { kept })).toMatchObject({ kind: 'entered', userId })

  const next = visitor()
  const asked = htmlOf(await visit(next, 'post', '/sign-in', { email, password: PASSWORD, kept }))
  expect(asked).toContain('Six-digit code')
  const backup = htmlOf(
    await visit(next, 'post', '/second-factor', { by: 'code', turn: 'yes', kept: hidden(asked, 'kept') }),
  )
  expect(hidden(backup, 'by')).toBe('backup')
  expect(hidden(backup, 'kept')).toBe(kept)
  const [, code = ''] = /<li><code>([^<]+)/.exec(codes) ?? []
  expect(await visit(next, 'post', '/second-factor', { by: 'backup', code, kept })).toMatchObject({
    kind: 'entered',
    userId,
  })
})

test('the secret of one colleague cannot be shown in the page of another', async () => {
  const staff = await colleague()
  const at = visitor()
  await visit(at, 'post', '/sign-in', { email: staff.email, password: PASSWORD })
  const fields = { uri: 'otpauth://totp/Aman:x?secret=AAAA' }
  const sealed = keepForm(forms, { userId: newId(), path: '/second-factor/enrol', fields, at: new Date() })
  expect(htmlOf(await visit(at, 'post', '/second-factor/enrol', { sealed, code: '123456' }))).toContain(
    'name="password"',
  )
})

test('a code after its time leads back to the sign-in, with the kept form', async () => {
  const answer = htmlOf(await visit(visitor(), 'post', '/second-factor', { by: 'code', code: '123456', kept: 'abc' }))
  expect(answer).toContain('The sign-in took too long')
  expect(hidden(answer, 'kept')).toBe('abc')
  const again = await visit(visitor(), 'post', '/sign-in', { start: 'yes', kept: 'abc' })
  expect(again).toMatchObject({ kind: 'screen', status: 200 })
})

test('an invited colleague chooses a password by a link that opens once', async () => {
  const staff = await addStaff(database, 'page-invited@agency.example', 'officer', 'invited')
  await auth.createUser({ ...staff, id: staff.userId })
  const token = await auth.makeLink('invitation', staff.userId, 24)
  const at = visitor()
  const page = htmlOf(await visit(at, 'get', linkPath(token)))
  expect(page).toContain('page-invited@agency.example')
  expect(page).toContain(`action="/en${linkPath(token)}"`)
  const choose = (password: string, again = password) => visit(at, 'post', linkPath(token), { password, again })
  expect(htmlOf(await choose(PASSWORD, 'another one'))).toContain('The two passwords are not the same')
  expect(htmlOf(await choose('password1234'))).toContain('easy to guess')
  expect(htmlOf(await choose(PASSWORD))).toContain('Your password is set')
  expect(await choose(PASSWORD)).toMatchObject({ kind: 'screen', status: 404 })
  expect(await visit(at, 'get', linkPath('nonsense'))).toMatchObject({ kind: 'screen', status: 404 })
})

test('whoever is not signed in, or not wholly, cannot change a password', async () => {
  expect(await visit(visitor(), 'get', '/change-password')).toEqual({ kind: 'go', to: '/sign-in' })
  const typed = { current: PASSWORD, password: 'eleven slow trains', again: 'eleven slow trains' }
  expect(await visit(visitor(), 'post', '/change-password', typed)).toEqual({ kind: 'go', to: '/sign-in' })
  const { email } = await colleague()
  const at = visitor()
  await visit(at, 'post', '/sign-in', { email, password: PASSWORD })
  expect(await visit(at, 'get', '/change-password')).toMatchObject({ kind: 'go', to: '/second-factor/enrol' })
})

test('signing out leads to a page that says so', async () => {
  const { email } = await colleague()
  const at = visitor()
  await visit(at, 'post', '/sign-in', { email, password: PASSWORD })
  expect(at.jar.size).toBe(1)
  expect(await visit(at, 'post', '/sign-out')).toMatchObject({ kind: 'go', to: '/signed-out' })
  expect(at.jar.size).toBe(0)
})

describe.each(STAFF_LANGUAGES)('in %s', language => {
  test('every page has its words, a title and no script', async () => {
    const pages: [method: 'get' | 'post', path: string, typed?: Typed][] = [
      ['get', '/sign-in', { kept: 'abc' }],
      ['get', '/second-factor'],
      ['post', '/second-factor', { turn: 'yes' }],
      ['post', '/second-factor', { code: '123456' }],
      ['get', '/set-up/nonsense'],
      ['get', '/signed-out'],
    ]
    for (const [method, path, typed] of pages) {
      const html = htmlOf(await visit(visitor(), method, path, typed, language))
      expect(html).toMatch(/<h1>[^<]+|<bdi>/)
      expect(html).not.toMatch(/<script|style=|sign-in\.|undefined/)
    }
  })
})
