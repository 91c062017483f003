import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  addStaff,
  browser,
  codeOf,
  nextNumber,
  notesOf,
  openTestAuth,
  PASSWORD,
  startDatabase,
  type TestDatabase,
} from './testing.ts'

let database: TestDatabase
let auth: ReturnType<typeof openTestAuth>
let demo: ReturnType<typeof openTestAuth>
const shift = { minutes: 0 }
const clock = () => new Date(Date.now() + shift.minutes * 60_000)

beforeAll(async () => {
  database = await startDatabase()
  auth = openTestAuth(database, { clock })
  demo = openTestAuth(database, { clock, demo: true })
})
afterAll(async () => {
  await auth.close()
  await demo.close()
  await database.stop()
})

/** Each test knocks from its own address, so that none is throttled for another. */
const visitor = () => browser(`198.51.100.${nextNumber()}`)

async function colleague(role?: Parameters<typeof addStaff>[2]) {
  const staff = await addStaff(database, `colleague-${nextNumber()}@agency.example`, role)
  await auth.createUser({ ...staff, id: staff.userId, password: PASSWORD })
  return staff
}

async function enrolled() {
  const staff = await colleague()
  const at = visitor()
  at.keep(await auth.signIn(at.from, { email: staff.email, password: PASSWORD }))
  const begun = await auth.startEnrolment(at.from, PASSWORD)
  if (begun.kind !== 'begun') throw new Error(`enrolment: ${begun.kind}`)
  const used = codeOf(begun.secret)
  const done = at.keep(await auth.finishEnrolment(at.from, used))
  if (done.kind !== 'enrolled') throw new Error(`enrolment: ${done.kind}`)
  return { staff, at, begun, done, used }
}

const nextCode = (secret: string) => codeOf(secret, Date.now() + 30_000)

describe('e-mail and password', () => {
  test('a wrong password and an unknown account get the same answer', async () => {
    const { email } = await colleague()
    const wrong = await auth.signIn(visitor().from, { email, password: 'not the password' })
    const unknown = await auth.signIn(visitor().from, { email: 'nobody@agency.example', password: 'not the password' })
    const malformed = await auth.signIn(visitor().from, { email: 'no\u0000body\ud800', password: '\u0000\ud800' })
    expect(wrong).toEqual({ kind: 'refused', why: 'credentials', setCookies: [] })
    expect(unknown).toEqual(wrong)
    expect(malformed).toEqual(wrong)
  })

  test('the time of the answer does not tell whether an account exists', async () => {
    const { email } = await colleague()
    const times: Record<string, number[]> = { [email]: [], 'nobody-at-all@agency.example': [], 'no e-mail': [] }
    for (let round = 0; round < 7; round += 1) {
      for (const [typed, taken] of Object.entries(times)) {
        const before = performance.now()
        await auth.signIn(visitor().from, { email: typed, password: 'not the password' })
        taken.push(performance.now() - before)
      }
    }
    const [known = 0, ...others] = Object.values(times).map(taken => taken.sort((a, b) => a - b)[3] ?? 0)
    // Without the hashing it would be a tenth; a busy machine alone makes a half.
    for (const other of others) {
      expect(other / known).toBeGreaterThan(0.4)
      expect(other / known).toBeLessThan(2.5)
    }
  })

  test('after ten wrong passwords the right one waits too, for an account that does not exist just as long', async () => {
    const { email, userId } = await colleague()
    const guess = async (typed: string) => {
      const kinds: string[] = []
      for (let i = 0; i < 10; i += 1)
        kinds.push((await auth.signIn(visitor().from, { email: typed, password: 'wrong' })).kind)
      return [...new Set(kinds)]
    }
    expect(await guess(email)).toEqual(['refused'])
    expect(await guess('absent@agency.example')).toEqual(['refused'])
    const known = await auth.signIn(visitor().from, { email: email.toUpperCase(), password: PASSWORD })
    const unknown = await auth.signIn(visitor().from, { email: 'absent@agency.example', password: PASSWORD })
    expect(known).toMatchObject({ kind: 'throttled', setCookies: [] })
    expect(unknown).toMatchObject({ kind: 'throttled', setCookies: [] })
    expect(known.kind === 'throttled' && known.waitSeconds > 60 && known.waitSeconds <= 900).toBe(true)
    await auth.signIn(visitor().from, { email, password: PASSWORD })
    expect((await notesOf(database, userId)).filter(action => action === 'sign-in.throttled')).toHaveLength(1)
  })

  test('twenty guesses at the same moment are counted, not raced past the limit', async () => {
    const { email } = await colleague()
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => auth.signIn(visitor().from, { email, password: 'wrong' })),
    )
    expect(answers.filter(answer => answer.kind === 'refused')).toHaveLength(10)
    expect(answers.filter(answer => answer.kind === 'throttled')).toHaveLength(10)
  })

  test('one address that tries many accounts is stopped', async () => {
    const { from } = visitor()
    const spray = (account: string) => auth.signIn(from, { email: `${account}@agency.example`, password: 'wrong' })
    expect((await spray('first')).kind).toBe('refused')
    await database.owner.query(
      `update auth.throttle set points = 49 where key =
         (select key from auth.throttle where key like 'address:%' order by expire desc limit 1)`,
    )
    expect((await spray('fiftieth')).kind).toBe('refused')
    expect((await spray('fifty-first')).kind).toBe('throttled')
  })

  test('somebody suspended is refused as with a wrong password', async () => {
    const { email, userId } = await colleague()
    await database.owner.query(`update aman.staff set status = 'suspended' where user_id = $1`, [userId])
    expect(await auth.signIn(visitor().from, { email, password: PASSWORD })).toEqual({
      kind: 'refused',
      why: 'credentials',
      setCookies: [],
    })
  })

  test('two accounts cannot share an e-mail, whatever its case', async () => {
    const { email } = await colleague()
    const other = await addStaff(database, 'other@agency.example')
    const made = await auth.createUser({ id: other.userId, email: email.toUpperCase(), name: 'Other' })
    expect(made).toMatchObject({ ok: false, code: 'sign-in.email-taken' })
  })
})

describe('the second factor', () => {
  test('every role is held at enrolment outside the demo, and only there', async () => {
    for (const role of ['administrator', 'officer', 'shelter-manager'] as const) {
      const { email } = await colleague(role)
      const at = visitor()
      expect(at.keep(await auth.signIn(at.from, { email, password: PASSWORD })).kind).toBe('enrol')
      expect(await auth.sessionOf(at.from.headers)).toMatchObject({ twoFactor: 'must-enrol' })
      const inDemo = visitor()
      expect(inDemo.keep(await demo.signIn(inDemo.from, { email, password: PASSWORD })).kind).toBe('signed-in')
      expect(await demo.sessionOf(inDemo.from.headers)).toMatchObject({ twoFactor: 'not-needed' })
    }
  })

  test('set up once, it is asked for at every sign-in, and a code opens once', async () => {
    const { staff, at, begun, used } = await enrolled()
    expect(begun.uri).toMatch(/^otpauth:\/\/totp\/Aman/)
    expect(await auth.sessionOf(at.from.headers)).toMatchObject({ userId: staff.userId, twoFactor: 'done' })

    const again = visitor()
    expect(again.keep(await auth.signIn(again.from, { email: staff.email, password: PASSWORD })).kind).toBe(
      'second-factor',
    )
    expect(await auth.sessionOf(again.from.headers)).toBeNull()
    expect(await auth.verifyCode(again.from, used)).toMatchObject({ kind: 'refused', why: 'code' })
    expect(await auth.verifyCode(again.from, '000000')).toMatchObject({ kind: 'refused', why: 'code' })
    expect(again.keep(await auth.verifyCode(again.from, ` ${nextCode(begun.secret)} `))).toMatchObject({
      kind: 'signed-in',
      userId: staff.userId,
    })
    expect(await auth.sessionOf(again.from.headers)).toMatchObject({ twoFactor: 'done' })
    expect(await notesOf(database, staff.userId)).toEqual([
      'sign-in.account-made',
      'sign-in.held-for-enrolment',
      'sign-in.enrolment-begun',
      'sign-in.enrolled',
      'sign-in.password-right',
      'sign-in.refused',
      'sign-in.refused',
      'sign-in.done',
    ])
  })

  test('a backup code opens once', async () => {
    const { staff, done } = await enrolled()
    const [code = ''] = done.backupCodes
    expect(done.backupCodes).toHaveLength(10)
    const first = visitor()
    first.keep(await auth.signIn(first.from, { email: staff.email, password: PASSWORD }))
    expect(first.keep(await auth.useBackupCode(first.from, code))).toMatchObject({ kind: 'signed-in' })
    const second = visitor()
    second.keep(await auth.signIn(second.from, { email: staff.email, password: PASSWORD }))
    await database.owner.query(`delete from auth.throttle where key like 'code:%'`)
    expect(await auth.useBackupCode(second.from, code)).toMatchObject({ kind: 'refused', why: 'code' })
  })

  test('a session from before the enrolment does not pass for one with a second factor', async () => {
    const staff = await colleague()
    const thief = visitor()
    thief.keep(await auth.signIn(thief.from, { email: staff.email, password: PASSWORD }))
    const owner = visitor()
    owner.keep(await auth.signIn(owner.from, { email: staff.email, password: PASSWORD }))
    const begun = await auth.startEnrolment(owner.from, PASSWORD)
    if (begun.kind !== 'begun') throw new Error(begun.kind)
    owner.keep(await auth.finishEnrolment(owner.from, codeOf(begun.secret)))
    expect(await auth.sessionOf(owner.from.headers)).toMatchObject({ twoFactor: 'done' })
    expect(await auth.sessionOf(thief.from.headers)).toBeNull()
  })

  test('nobody enrols without the password, or a second time', async () => {
    const { email } = await colleague()
    const at = visitor()
    at.keep(await auth.signIn(at.from, { email, password: PASSWORD }))
    expect(await auth.startEnrolment(at.from, 'guess')).toMatchObject({ kind: 'refused', why: 'password' })
    expect(await auth.startEnrolment(visitor().from, PASSWORD)).toMatchObject({ kind: 'refused', why: 'expired' })
    const { at: inside } = await enrolled()
    expect(await auth.startEnrolment(inside.from, PASSWORD)).toMatchObject({ kind: 'refused', why: 'already' })
  })

  test('codes are throttled for the account, over several sign-ins', async () => {
    const { staff, begun } = await enrolled()
    const kinds: string[] = []
    for (let round = 0; round < 4; round += 1) {
      const at = visitor()
      at.keep(await auth.signIn(at.from, { email: staff.email, password: PASSWORD }))
      for (let i = 0; i < 3; i += 1)
        kinds.push((await auth.verifyCode(at.from, `00000${round * 3 + i}`.slice(-6))).kind)
    }
    expect(kinds.slice(0, 10).every(kind => kind === 'refused')).toBe(true)
    const at = visitor()
    await database.owner.query(`delete from auth.throttle where key like 'account:%'`)
    at.keep(await auth.signIn(at.from, { email: staff.email, password: PASSWORD }))
    expect(await auth.verifyCode(at.from, nextCode(begun.secret))).toMatchObject({ kind: 'throttled' })
  })

  test('a code without a sign-in before it leads back to the sign-in', async () => {
    expect(await auth.verifyCode(visitor().from, '123456')).toMatchObject({ kind: 'refused', why: 'expired' })
    const forged = visitor()
    forged.jar.set('aman.two_factor', '2fa-aaaaaaaaaaaaaaaaaaaa.AAAA%')
    expect(await auth.verifyCode(forged.from, '123456')).toMatchObject({ kind: 'refused', why: 'expired' })
  })

  test('after a lost device the former password opens nothing, and by the link the next sign-in is held at enrolment', async () => {
    const { staff, at } = await enrolled()
    await auth.removeSecondFactor(staff.userId)
    expect(await auth.sessionOf(at.from.headers)).toBeNull()
    const typed = { email: staff.email, password: PASSWORD }
    expect((await auth.signIn(visitor().from, typed)).kind).toBe('refused')
    await auth.useLink(await auth.makeLink('reset', staff.userId, 1), PASSWORD)
    expect((await auth.signIn(visitor().from, typed)).kind).toBe('enrol')
  })
})
