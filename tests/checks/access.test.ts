import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROLES, type Role } from '#domain/access/roles.ts'
import type { Actor } from '#server/db/transact.ts'
import { type Access, mayEnter } from '#server/http/endpoint.ts'
import { parts } from '#start/parts.ts'
import { type App, appOf, caller, cookieFor, tokenFor } from '#tests/support/client.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'

let house: TestHouse
let app: App
const tokens = new Map<Role, string>()
const cookies = new Map<Role, string>()

const NOBODY = '01890000-0000-7000-8000-000000000000'
const filled = (path: string) => path.replaceAll(/\{\w+\}|:\w+/g, NOBODY)

beforeAll(async () => {
  house = await openTestHouse({ demo: true })
  app = appOf(house)
  for (const role of ROLES) {
    const actor: Actor = await addActor(house, role)
    tokens.set(role, await tokenFor(house, actor))
    cookies.set(role, await cookieFor(house, actor))
  }
}, 120_000)
afterAll(() => house.close())

const allowed = (access: Access, role: Role) => mayEnter(access, role)

describe.each(parts.endpoints.map(each => [`${each.method} ${each.path}`, each] as const))('%s', (_, each) => {
  test('opens to the roles it names and to no other', async () => {
    for (const role of ROLES) {
      const call = caller(app, tokens.get(role) ?? null)
      const { status } = await call(each.method, filled(each.path), each.method === 'get' ? undefined : {})
      // A form that brings no file is refused as a form, once its role is known.
      const open = each.upload ? [422] : [200, 201, 400, 404]
      if (allowed(each.access, role)) expect(open, role).toContain(status)
      else expect(status, role).toBe(403)
    }
  })
  test('answers nobody without a token', async () => {
    const { status, body } = await caller(app, null)(
      each.method,
      filled(each.path),
      each.method === 'get' ? undefined : {},
    )
    expect(status).toBe(401)
    expect(body.code).toBe('request.not-signed-in')
  })
})

describe.each(parts.pages.map(each => [each.path, each] as const))('page %s', (_, each) => {
  test('opens to the roles it names and to no other', async () => {
    for (const role of ROLES) {
      const path = each.path === '/' ? '/en' : `/en${filled(each.path)}`
      const { status } = await app.request(path, { headers: { cookie: cookies.get(role) ?? '' } })
      if (allowed(each.access, role)) expect([200, 404], role).toContain(status)
      else expect(status, role).toBe(403)
    }
  })
  test('sends a stranger to the sign-in, or shows the public home with the way to it', async () => {
    const response = await app.request(each.path === '/' ? '/en' : `/en${filled(each.path)}`)
    if (each.path === '/') expect(await response.text()).toContain('<a href="/en/sign-in">')
    else expect([response.status, response.headers.get('location')]).toEqual([303, '/en/sign-in'])
  })
})

describe.each(parts.actions.map(each => [each.path, each] as const))('form %s', (_, each) => {
  test('takes nothing from roles that it does not name', async () => {
    for (const role of ROLES.filter(one => !allowed(each.access, one))) {
      const headers = { cookie: cookies.get(role) ?? '', 'content-type': 'application/x-www-form-urlencoded' }
      const { status } = await app.request(`/en${filled(each.path)}`, { method: 'POST', headers, body: '_form=x' })
      expect(status, role).toBe(403)
    }
  })
  test('takes nothing without a token of the same person', async () => {
    const role = ROLES.find(one => allowed(each.access, one))
    const headers = {
      cookie: cookies.get(role ?? 'officer') ?? '',
      'content-type': 'application/x-www-form-urlencoded',
    }
    const { status } = await app.request(`/en${filled(each.path)}`, { method: 'POST', headers, body: '_form=forged' })
    expect(status).toBe(403)
  })
})
