import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  addStaff,
  browser,
  nextNumber,
  notesOf,
  openTestAuth,
  PASSWORD,
  startDatabase,
  type TestDatabase,
} from './testing.ts'

let database: TestDatabase
let auth: ReturnType<typeof openTestAuth>
const shift = { minutes: 0 }
const clock = () => new Date(Date.now() + shift.minutes * 60_000)

beforeAll(async () => {
  database = await startDatabase()
  auth = openTestAuth(database, { clock, demo: true })
})
afterEach(() => {
  shift.minutes = 0
})
afterAll(async () => {
  await auth.close()
  await database.stop()
})

async function insider() {
  const staff = await addStaff(database, `insider-${nextNumber()}@agency.example`)
  await auth.createUser({ ...staff, id: staff.userId, password: PASSWORD })
  const at = browser(`198.51.100.${nextNumber()}`)
  at.keep(await auth.signIn(at.from, { email: staff.email, password: PASSWORD }))
  return { staff, at }
}

async function alive({ at }: Awaited<ReturnType<typeof insider>>) {
  const session = await auth.sessionOf(at.from.headers)
  if (session) at.keep(session)
  return session !== null
}

test('a session ends after 30 idle minutes, and its row with it', async () => {
  const person = await insider()
  shift.minutes = 29
  expect(await alive(person)).toBe(true)
  shift.minutes = 29 + 29
  expect(await alive(person)).toBe(true)
  shift.minutes = 29 + 29 + 30
  expect(await alive(person)).toBe(false)
  shift.minutes = 0
  expect(await alive(person)).toBe(false)
})

test('a session ends after 12 hours however busy', async () => {
  const person = await insider()
  for (shift.minutes = 0; shift.minutes < 12 * 60; shift.minutes += 20) expect(await alive(person)).toBe(true)
  expect(await alive(person)).toBe(false)
})

test.each([-400, 400])('judged by the clock of the house, also where the machine is %i days away', async days => {
  shift.minutes = days * 24 * 60
  const person = await insider()
  expect(await alive(person)).toBe(true)
  expect(await auth.startEnrolment(person.at.from, PASSWORD)).toMatchObject({ kind: 'begun' })
  shift.minutes += 30
  expect(await alive(person)).toBe(false)
})

test('the cookie is prolonged at most once a minute, with the attributes of the first', async () => {
  const { at } = await insider()
  expect((await auth.sessionOf(at.from.headers))?.setCookies).toEqual([])
  shift.minutes = 2
  const [line = ''] = (await auth.sessionOf(at.from.headers))?.setCookies ?? []
  expect(line).toMatch(/^aman\.session_token=[^;]+; Max-Age=1800; Path=\/; HttpOnly; SameSite=Lax$/)
  expect(line).toContain(at.jar.get('aman.session_token'))
})

test('behind https the cookie is sent over https only', async () => {
  const secure = openTestAuth(database, { demo: true, clock, origin: 'https://aman.example' })
  const { staff } = await insider()
  const at = browser('192.0.2.9')
  const answer = at.keep(await secure.signIn(at.from, { email: staff.email, password: PASSWORD }))
  expect(answer.setCookies.join()).toMatch(/^__Secure-aman\.session_token=.*; Secure/)
  expect(await secure.sessionOf(at.from.headers)).not.toBeNull()
  shift.minutes = 2
  expect((await secure.sessionOf(at.from.headers))?.setCookies.join()).toMatch(
    /^__Secure-aman\.session_token=.*; Secure/,
  )
  await secure.close()
})

test('a cookie with an altered token or signature opens nothing', async () => {
  const { at } = await insider()
  const value = at.jar.get('aman.session_token') ?? ''
  for (const forged of [
    `${value.startsWith('x') ? 'y' : 'x'}${value.slice(1)}`,
    value.replace(/\..*/, ''),
    `${value.replace(/\..*/, '')}.${'A'.repeat(43)}%3D`,
    '%',
    '',
  ]) {
    expect(await auth.sessionOf(new Headers({ cookie: `aman.session_token=${forged}` }))).toBeNull()
  }
})

test('neither the browser nor the address of a sign-in is stored', async () => {
  const { staff } = await insider()
  const stored = await database.owner.query('select * from auth.session where "userId" = $1', [staff.userId])
  expect(stored.rows[0]).toMatchObject({ ipAddress: '', userAgent: '' })
  const record = await database.owner.query(
    `select coalesce(string_agg(detail::text, ''), '') as text from aman.audit_event`,
  )
  expect(record.rows[0].text).not.toMatch(/198\.51|agency\.example/)
})

test('signing out ends the session for whoever holds the cookie', async () => {
  const { staff, at } = await insider()
  const stolen = at.from.headers
  at.keep(await auth.signOut(at.from))
  expect([...at.jar]).toEqual([])
  expect(await auth.sessionOf(stolen)).toBeNull()
  expect(await notesOf(database, staff.userId)).toContain('sign-in.signed-out')
})

test('signing out with a broken cookie, or none, is no fault', async () => {
  for (const cookie of ['aman.session_token=%', 'aman.session_token=%E0%A4%A.x', '']) {
    const { setCookies } = await auth.signOut({ ip: '192.0.2.1', headers: new Headers({ cookie }) })
    expect(setCookies.join()).toContain('aman.session_token=; Max-Age=0')
  }
})

test('a suspension ends every session of the person, and no other', async () => {
  const person = await insider()
  const colleague = await insider()
  await database.owner.query(`update aman.staff set status = 'suspended' where user_id = $1`, [person.staff.userId])
  await auth.endSessions(person.staff.userId)
  expect(await alive(person)).toBe(false)
  expect(await alive(colleague)).toBe(true)
})

describe('changing the password', () => {
  test('wants the present one, ends all other sessions and keeps this one', async () => {
    const person = await insider()
    const other = browser('192.0.2.10')
    other.keep(await auth.signIn(other.from, { email: person.staff.email, password: PASSWORD }))
    const next = 'eleven slow trains to Semey'
    expect(await auth.changePassword(person.at.from, { current: 'guess', next })).toMatchObject({
      kind: 'refused',
      why: 'password',
    })
    expect(await auth.changePassword(person.at.from, { current: PASSWORD, next: 'short' })).toMatchObject({
      why: 'too-short',
    })
    expect(await auth.changePassword(person.at.from, { current: PASSWORD, next })).toMatchObject({ kind: 'changed' })
    expect(await alive(person)).toBe(true)
    expect(await auth.sessionOf(other.from.headers)).toBeNull()
    expect((await auth.signIn(other.from, { email: person.staff.email, password: PASSWORD })).kind).toBe('refused')
    expect((await auth.signIn(other.from, { email: person.staff.email, password: next })).kind).toBe('signed-in')
    expect(await notesOf(database, person.staff.userId)).toContain('sign-in.password-changed')
  })

  test('is closed to whoever is not signed in', async () => {
    const answer = await auth.changePassword(browser().from, { current: PASSWORD, next: 'eleven slow trains to Semey' })
    expect(answer).toMatchObject({ kind: 'refused', why: 'expired' })
  })
})
