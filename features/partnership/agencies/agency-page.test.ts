import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROLES } from '#domain/access/roles.ts'
import { publicRoutes } from '#features/partnership/sign-in/routes.ts'
import { workPages } from '#features/protection/work/routes.ts'
import type { Actor } from '#server/db/transact.ts'
import { buildApp } from '#server/http/app.ts'
import { componentsPage } from '#server/http/components-page.tsx'
import { cookieFor } from '#tests/support/client.ts'
import { addActor, addAgency, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { agencyActions, agencyPages } from './routes.ts'

let house: TestHouse
let app: ReturnType<typeof buildApp>
let administrator: Actor
let cookie: string

beforeAll(async () => {
  house = await openTestHouse({ demo: true })
  app = buildApp(house.house, {
    endpoints: [],
    pages: [...agencyPages, ...workPages],
    actions: agencyActions,
    publicRoutes,
  })
  administrator = await addActor(house, 'administrator', { kind: 'ministry' })
  cookie = await cookieFor(house, administrator)
})
afterAll(() => house.close())

async function open(path: string, as = cookie) {
  const response = await app.request(`/en${path}`, { headers: { cookie: as } })
  return { status: response.status, text: await response.text() }
}

const tokenIn = (html: string) => /name="_form" value="([^"]+)"/.exec(html)?.[1] ?? ''

async function send(path: string, from: string, fields: [string, string][], as = cookie) {
  const { text } = await open(from, as)
  const body = new URLSearchParams([['_form', tokenIn(text)], ...fields])
  const response = await app.request(`/en${path}`, {
    method: 'POST',
    body,
    headers: { cookie: as, 'content-type': 'application/x-www-form-urlencoded' },
  })
  return { status: response.status, text: await response.text(), to: response.headers.get('location') ?? '' }
}

const NEW: [string, string][] = [
  ['name', 'Umit centre'],
  ['kind', 'ngo'],
  ['region', 'KZ-61'],
  ['services[]', 'legal'],
  ['services[]', 'shelter'],
  ['languages[]', 'uz'],
]

describe('the directory', () => {
  test('opens to every role, in every language, and offers changes to the administrator only', async () => {
    for (const role of ROLES) {
      const actor = await addActor(house, role)
      const own = await cookieFor(house, actor)
      const list = await open('/agencies?service=legal', own)
      expect(list.status, role).toBe(200)
      expect(list.text.includes('/en/agencies/new'), role).toBe(role === 'administrator')
      expect((await open(`/agencies/${actor.agencyId}`, own)).status, role).toBe(200)
      expect((await open('', own)).status, role).toBe(200)
    }
    for (const language of ['ru', 'kk']) {
      const response = await app.request(`/${language}/agencies`, { headers: { cookie } })
      expect(response.status).toBe(200)
    }
  })

  test('answers an address that is none with "not found", and a wrong filter too', async () => {
    for (const path of [
      '/agencies/nonsense',
      '/agencies?region=nowhere-at-all',
      '/staff/nonsense',
      '/staff?agencyId=1',
    ]) {
      expect((await open(path)).status, path).toBe(404)
    }
  })

  test('shows the people of an agency to its own colleagues and to no other agency', async () => {
    const worker = await addActor(house, 'case-worker')
    const own = await cookieFor(house, worker)
    expect((await open(`/agencies/${worker.agencyId}`, own)).text).toContain(`${worker.userId}@example.org`)
    expect((await open(`/agencies/${administrator.agencyId}`, own)).text).not.toContain(administrator.userId)
  })
})

describe('an agency is added and changed', () => {
  test('a form with mistakes comes back with every word kept', async () => {
    const back = await send('/agencies/new', '/agencies/new', [
      ['name', 'Nameless'],
      ['services[]', 'legal'],
    ])
    expect(back.status).toBe(422)
    expect(back.text).toContain('value="Nameless"')
    expect(back.text).toMatch(/value="legal"[^>]* checked|checked[^>]* value="legal"/)
    expect(back.text).toContain('href="#kind"')
  })

  test('two change it at once: both values are shown, and only what was chosen is stored', async () => {
    const added = await send('/agencies/new', '/agencies/new', NEW)
    expect(added.status).toBe(303)
    const path = added.to.replace('/en', '')
    await house.owner.query(`update aman.agency set phone = '+7 1', version = 2 where name = 'Umit centre'`)

    const mine: [string, string][] = [...NEW.filter(([name]) => name !== 'name'), ['name', 'Umit house']]
    const late = await send(`${path}/change`, `${path}/change`, [...mine, ['version', '1']])
    expect(late.status).toBe(409)
    expect(late.text).toContain('Umit house')
    expect(late.text).toContain('+7 1')

    const undecided = await send(`${path}/change`, `${path}/change`, [
      ...mine,
      ['version', '2'],
      ['keep.name', 'yours'],
    ])
    expect(undecided.status).toBe(409)
    const decided = await send(`${path}/change`, `${path}/change`, [
      ...mine,
      ['version', '2'],
      ['keep.name', 'yours'],
      ['keep.phone', 'theirs'],
    ])
    expect(decided.status).toBe(303)
    const { rows } = await house.owner.query(
      `select phone, services, version from aman.agency where name = 'Umit house'`,
    )
    expect(rows).toEqual([{ phone: '+7 1', services: ['shelter', 'legal'], version: 3 }])
  })

  test('is suspended and resumed; nobody suspends the own agency', async () => {
    const agencyId = await addAgency(house)
    const status = async (to: string, version: string) =>
      send(`/agencies/${agencyId}/status`, `/agencies/${agencyId}`, [
        ['status', to],
        ['version', version],
      ])
    expect((await status('suspended', '1')).status).toBe(303)
    expect((await open(`/agencies/${agencyId}`)).text).toContain('Nobody can be referred here')
    expect((await status('active', '1')).status).toBe(409)
    expect((await status('active', '2')).status).toBe(303)
    const own = `/agencies/${administrator.agencyId}`
    expect(
      (
        await send(`${own}/status`, own, [
          ['status', 'suspended'],
          ['version', '1'],
        ])
      ).status,
    ).toBe(422)
  })
})

describe('a colleague', () => {
  test('is invited into a role of the agency, gets a link that is shown once, and changes role', async () => {
    const agencyId = await addAgency(house, { kind: 'shelter' })
    const form = `/staff/new?agencyId=${agencyId}`
    const page = (await open(form)).text
    expect(page).toContain('value="shelter-manager"')
    expect(page).not.toContain('value="investigator"')
    const person: [string, string][] = [
      ['agencyId', agencyId],
      ['name', 'Aigerim'],
      ['email', 'aigerim@example.org'],
    ]
    expect((await send('/staff/new', form, [...person, ['role', 'investigator']])).status).toBe(422)
    const invited = await send('/staff/new', form, [...person, ['role', 'case-worker']])
    expect(invited.status).toBe(303)
    const path = invited.to.replace('/en', '')

    const link = await send(`${path}/link`, path, [])
    expect(link.status).toBe(200)
    const [, address = ''] = /http:\/\/127\.0\.0\.1:8020(\/en\/set-up\/[\w-]{43})/.exec(link.text) ?? []
    expect((await app.request(address)).status).toBe(200)
    expect((await open(path)).text).not.toContain('/set-up/')

    const changed = await send(path, path, [
      ['version', '1'],
      ['role', 'shelter-manager'],
      ['status', 'active'],
    ])
    expect(changed.status).toBe(303)
    const late = await send(path, path, [
      ['version', '1'],
      ['role', 'case-worker'],
      ['status', 'suspended'],
    ])
    expect(late.status).toBe(409)
    expect(late.text).toContain('case worker, suspended')
    expect(late.text).toContain('shelter manager, invited')
  })

  test('nobody but the administrator opens or changes a colleague', async () => {
    const worker = await addActor(house, 'case-worker')
    const other = await addStaff(house, worker.agencyId, 'case-worker')
    const own = await cookieFor(house, worker)
    expect((await open(`/staff/${other.userId}`, own)).status).toBe(403)
    const tried = await send(
      `/staff/${other.userId}`,
      '/tokens',
      [
        ['version', '1'],
        ['role', 'case-worker'],
        ['status', 'suspended'],
      ],
      own,
    )
    expect(tried.status).toBe(403)
    const list = (await open('/staff', own)).text
    expect(list).toContain(`${other.userId}@example.org`)
    expect(list).not.toContain(administrator.userId)
  })
})

test('a token is shown once, and works until it is revoked', async () => {
  const worker = await addActor(house, 'case-worker')
  const own = await cookieFor(house, worker)
  const made = await send(
    '/tokens',
    '/tokens',
    [
      ['label', 'weekly export'],
      ['scopes[]', 'read'],
      ['validDays', '7'],
    ],
    own,
  )
  const [token = ''] = /aman_[\w-]{43}/.exec(made.text) ?? []
  expect(token).not.toBe('')
  const list = (await open('/tokens', own)).text
  expect(list).toContain('weekly export')
  expect(list).not.toContain(token)
  const [, revoke = ''] = /action="\/en(\/tokens\/[\w-]+\/revoke)"/.exec(list) ?? []
  expect((await send(revoke, '/tokens', [], own)).status).toBe(303)
  expect((await open('/tokens', own)).text).not.toContain('/revoke')
  const wrong = await send(
    '/tokens',
    '/tokens',
    [
      ['label', 'too long'],
      ['validDays', '900'],
    ],
    own,
  )
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('value="900"')
})

test('every component stands on the development page', async () => {
  const html = await componentsPage(house.house, house.house.words.in('en')).text()
  for (const name of ['bed-board', 'conflict', 'timeline', 'work-list']) expect(html).toContain(`id="${name}"`)
  expect(html).not.toContain('/aman.css')
})
