import { getMigrations } from 'better-auth/db/migration'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openPool } from '#server/db/client.ts'
import { openEar } from '#server/db/ear.ts'
import { ACCESS_CHANNEL, openBearers } from './bearers.ts'
import { openLibrary } from './library.ts'
import {
  addStaff,
  browser,
  newId,
  notesOf,
  openTestAuth,
  PASSWORD,
  startDatabase,
  type TestDatabase,
} from './testing.ts'
import { maySend, newToken } from './tokens.ts'

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

describe('a set-up link', () => {
  test('opens once, makes the invited colleague active, and lets her sign in', async () => {
    const staff = await addStaff(database, 'invited@agency.example', 'officer', 'invited')
    await auth.createUser({ ...staff, id: staff.userId })
    const token = await auth.makeLink('invitation', staff.userId, 48)
    expect(await auth.findLink(token)).toEqual({ kind: 'invitation', userId: staff.userId, email: staff.email })
    const both = await Promise.all([auth.useLink(token, PASSWORD), auth.useLink(token, `${PASSWORD} two`)])
    expect(both.map(answer => answer.kind).sort()).toEqual(['done', 'refused'])
    expect(await auth.useLink(token, PASSWORD)).toMatchObject({ kind: 'refused', why: 'gone' })
    expect(await auth.findLink(token)).toBeNull()
    const chosen = both[0]?.kind === 'done' ? PASSWORD : `${PASSWORD} two`
    expect((await auth.signIn(browser().from, { email: staff.email, password: chosen })).kind).toBe('signed-in')
    expect(await notesOf(database, staff.userId)).toEqual([
      'sign-in.account-made',
      'sign-in.link-made',
      'sign-in.link-used',
      'sign-in.done',
    ])
  })

  test('is stored as a hash only', async () => {
    const staff = await addStaff(database, 'hashed@agency.example')
    await auth.createUser({ ...staff, id: staff.userId })
    const token = await auth.makeLink('reset', staff.userId, 1)
    const rows = await database.owner.query('select l::text as row from auth.setup_link l where user_id = $1', [
      staff.userId,
    ])
    expect(rows.rows).toHaveLength(1)
    expect(rows.rows[0].row).not.toContain(token)
    expect(rows.rows[0].row).not.toContain(Buffer.from(token).toString('hex'))
  })

  test('is over when its hours are, or when a newer one is made', async () => {
    const staff = await addStaff(database, 'late@agency.example')
    await auth.createUser({ ...staff, id: staff.userId })
    const first = await auth.makeLink('reset', staff.userId, 1)
    const second = await auth.makeLink('reset', staff.userId, 1)
    expect(await auth.useLink(first, PASSWORD)).toMatchObject({ why: 'gone' })
    shift.minutes = 60
    expect(await auth.useLink(second, PASSWORD)).toMatchObject({ why: 'gone' })
    expect(await auth.useLink('no token \u0000', PASSWORD)).toMatchObject({ why: 'gone' })
  })

  test('ends the sessions of the former password, and does not lift a suspension', async () => {
    const staff = await addStaff(database, 'reset@agency.example')
    await auth.createUser({ ...staff, id: staff.userId, password: PASSWORD })
    const at = browser('192.0.2.20')
    at.keep(await auth.signIn(at.from, { email: staff.email, password: PASSWORD }))
    await database.owner.query(`update aman.staff set status = 'suspended' where user_id = $1`, [staff.userId])
    const next = 'eleven slow trains to Semey'
    expect(await auth.useLink(await auth.makeLink('reset', staff.userId, 1), next)).toMatchObject({ kind: 'done' })
    expect(await auth.sessionOf(at.from.headers)).toBeNull()
    expect(await auth.signIn(at.from, { email: staff.email, password: next })).toMatchObject({ kind: 'refused' })
  })

  test('ends the tokens that somebody made with the former password', async () => {
    const staff = await addStaff(database, 'reset.tokens@agency.example')
    await auth.createUser({ ...staff, id: staff.userId, password: PASSWORD })
    await database.owner.query(
      `insert into aman.api_token (id, user_id, agency_id, label, hash, scopes, created_at, expires_at)
       select $1, user_id, agency_id, 'left behind', $2, '{read}', now(), now() + interval '1 day' from aman.staff where user_id = $3`,
      [newId(), newToken().hash, staff.userId],
    )
    await auth.useLink(await auth.makeLink('reset', staff.userId, 1), PASSWORD)
    const left = await database.owner.query('select from aman.api_token where user_id = $1 and revoked_at is null', [
      staff.userId,
    ])
    expect(left.rowCount).toBe(0)
  })

  test('refuses a weak password and stays open', async () => {
    const staff = await addStaff(database, 'weak.password@agency.example')
    await auth.createUser({ ...staff, id: staff.userId })
    const token = await auth.makeLink('invitation', staff.userId, 1)
    expect(await auth.useLink(token, 'password1234')).toMatchObject({ kind: 'refused', why: 'too-common' })
    expect(await auth.useLink(token, PASSWORD)).toMatchObject({ kind: 'done' })
  })
})

describe('a bearer token', () => {
  async function tokenFor(scopes: string[], expiresInDays = 30) {
    const staff = await addStaff(database, `bearer-${newId()}@agency.example`, 'case-worker')
    const { token, hash } = newToken()
    const id = newId()
    await database.owner.query(
      `insert into aman.api_token (id, user_id, agency_id, label, hash, scopes, created_at, expires_at)
       values ($1, $2, $3, 'test', $4, $5, now(), now() + make_interval(days => $6))`,
      [id, staff.userId, staff.agencyId, hash, scopes, expiresInDays],
    )
    return { staff, token, id }
  }

  test('speaks for its owner until it is revoked, expires, or the owner is suspended', async () => {
    const pool = openPool(database.as('aman_app'), 2)
    const { staff, token, id } = await tokenFor(['read', 'write', 'other'])
    const ear = openEar(database.as('aman_app'), [ACCESS_CHANNEL])
    const bearers = openBearers(pool, ear)
    const bearer = () => bearers.of(`Bearer ${token}`, clock())
    expect(await bearer()).toEqual({
      tokenId: id,
      userId: staff.userId,
      agencyId: staff.agencyId,
      role: 'case-worker',
      scopes: ['read', 'write'],
      deviceId: null,
    })
    shift.minutes = 30 * 24 * 60 + 1
    expect(await bearer()).toBeNull()
    shift.minutes = 0
    await database.owner.query('update aman.staff set status = $2 where user_id = $1', [staff.userId, 'suspended'])
    await expect.poll(bearer).toBeNull()
    await database.owner.query('update aman.staff set status = $2 where user_id = $1', [staff.userId, 'active'])
    await expect.poll(bearer).not.toBeNull()
    await database.owner.query('update aman.api_token set revoked_at = now() where id = $1', [id])
    await expect.poll(bearer).toBeNull()
    await ear.close()
    await pool.end()
  })

  test('is stored as a hash, and an altered or malformed one is nobody', async () => {
    const pool = openPool(database.as('aman_app'), 2)
    const ear = openEar(database.as('aman_app'), [ACCESS_CHANNEL])
    const bearers = openBearers(pool, ear)
    const { token, id } = await tokenFor(['read'])
    const row = await database.owner.query('select t::text as row from aman.api_token t where id = $1', [id])
    expect(row.rows[0].row).not.toContain(token.slice(5))
    for (const header of [
      null,
      '',
      'Bearer',
      token,
      `Basic ${token}`,
      `Bearer ${token}x`,
      `Bearer x${token.slice(1)}`,
      `Bearer ${token.slice(0, -1)}\u0000`,
    ]) {
      expect(await bearers.of(header, clock())).toBeNull()
    }
    await ear.close()
    await pool.end()
  })

  test('a token for reading changes nothing', () => {
    expect(maySend({ scopes: ['read'] }, 'GET')).toBe(true)
    expect(maySend({ scopes: ['read'] }, 'POST')).toBe(false)
    expect(maySend({ scopes: ['write'] }, 'GET')).toBe(false)
  })
})

describe('the two roles of the database', () => {
  async function refusedAs(role: 'aman_app' | 'aman_auth', sql: string): Promise<string | undefined> {
    const client = new pg.Client(database.as(role))
    await client.connect()
    const code = await client.query(sql).then(
      () => undefined,
      error => error.code,
    )
    await client.end()
    return code
  }
  const DENIED = '42501'

  test('aman_app sees nothing of schema auth', async () => {
    for (const table of ['user', 'session', 'account', 'verification', 'twoFactor', 'throttle', 'setup_link']) {
      expect(await refusedAs('aman_app', `select * from auth."${table}"`)).toBe(DENIED)
    }
    expect(await refusedAs('aman_app', `select aman.note_sign_in(null, 'sign-in.done', null)`)).toBe(DENIED)
    expect(await refusedAs('aman_app', 'select aman.accept_invitation(gen_random_uuid())')).toBe(DENIED)
    expect(await refusedAs('aman_app', 'select aman.end_tokens(gen_random_uuid())')).toBe(DENIED)
  })

  test('aman_auth sees no record, and writes of the audit only its own kind', async () => {
    for (const table of ['case', 'case_identity', 'staff', 'screening', 'audit_event', 'api_token', 'agency_key']) {
      expect(await refusedAs('aman_auth', `select * from aman."${table}"`)).toBe(DENIED)
    }
    expect(await refusedAs('aman_auth', 'select aman.member(gen_random_uuid())')).toBe(DENIED)
    expect(await refusedAs('aman_auth', `select aman.note_sign_in(null, 'case.read', null)`)).toBe(DENIED)
    expect(await refusedAs('aman_auth', 'create table auth.mine ()')).toBe(DENIED)
  })

  test('the migration holds all that the library needs', async () => {
    const pool = openPool({ ...database.as('aman_auth'), schema: 'auth' }, 2)
    const library = openLibrary({ pool, secret: 'x'.repeat(40), origin: 'http://localhost', clock, newId })
    const { toBeCreated, toBeAdded } = await getMigrations(library.options)
    expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] })
    await pool.end()
  })
})
