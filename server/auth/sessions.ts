import { addHours } from '#domain/shared/dates.ts'
import { type From, type Gate, note, together } from './gate.ts'
import { ask, IDLE_SECONDS, onlyCookie } from './library.ts'

const LONGEST_HOURS = 12
const IDLE = IDLE_SECONDS * 1000
const PROLONG_AFTER = 60_000

/** `must-enrol`: nothing may be shown but the page that sets up the second factor. */
export type SecondFactor = 'not-needed' | 'done' | 'must-enrol'

export type Session = {
  readonly id: string
  readonly userId: string
  readonly email: string
  readonly secondFactor: SecondFactor
  /** A cookie that prolongs the session now and then; to be sent with whatever is answered. */
  readonly setCookies: readonly string[]
}

type Row = {
  id: string
  userId: string
  email: string
  createdAt: Date
  updatedAt: Date
  expiresAt: Date
  proved: boolean
  enrolled: boolean
}

const READ = {
  name: 'session',
  text: `select s.id, s."userId", u.email, s."createdAt", s."updatedAt", s."expiresAt",
                s."secondFactor" as proved, u."twoFactorEnabled" as enrolled
           from auth.session s join auth."user" u on u.id = s."userId" where s.token = $1`,
}
const PROLONG = { name: 'prolong', text: 'update auth.session set "expiresAt" = $2, "updatedAt" = $3 where id = $1' }

/**
 * The live session of a request. Its 30 idle minutes start again, written at most once a minute, unless what asks is the page itself
 * (`byItself`): a desk that nobody touches falls idle, however much happens on its screen.
 */
export async function findSession(gate: Gate, headers: Headers, byItself = false): Promise<Session | null> {
  const token = gate.cookie.tokenIn(headers)
  if (!token) return null
  const found = await gate.pool.query<Row>({ ...READ, values: [token] })
  const [row] = found.rows
  if (!row) return null
  const now = gate.clock()
  // A session from before the enrolment showed no second factor, and does not grow into one that did.
  if (isOver(row, now) || row.enrolled !== row.proved) {
    await gate.pool.query('delete from auth.session where id = $1', [row.id])
    return null
  }
  const setCookies = byItself ? [] : await prolong(gate, headers, row, now)
  if (!setCookies) return null
  const unenrolled = gate.demo ? 'not-needed' : 'must-enrol'
  return {
    id: row.id,
    userId: row.userId,
    email: row.email,
    secondFactor: row.enrolled ? 'done' : unenrolled,
    setCookies,
  }
}

// `expiresAt` is the library's, which reads the machine's clock; the rest is judged by ours.
function isOver({ createdAt, updatedAt, expiresAt }: Row, now: Date): boolean {
  const idle = now.getTime() - updatedAt.getTime() >= IDLE
  return idle || addHours(createdAt, LONGEST_HOURS) <= now || expiresAt <= new Date()
}

/** Null where the session was ended at the same moment. */
async function prolong(gate: Gate, headers: Headers, row: Row, now: Date): Promise<string[] | null> {
  if (now.getTime() - row.updatedAt.getTime() < PROLONG_AFTER) return []
  const done = await gate.pool.query({ ...PROLONG, values: [row.id, new Date(Date.now() + IDLE), now] })
  return done.rowCount === 1 ? [gate.cookie.prolonged(headers, IDLE_SECONDS)] : null
}

/** The rows of a person's sessions that nobody came back to. */
export async function sweepSessions(gate: Gate, userId: string): Promise<void> {
  const since = new Date(gate.clock().getTime() - IDLE)
  await gate.pool.query('delete from auth.session where "userId" = $1 and "updatedAt" <= $2', [userId, since])
}

export async function signOut(gate: Gate, { headers }: From): Promise<{ setCookies: readonly string[] }> {
  const session = await findSession(gate, headers)
  if (session) {
    await together(gate, async client => {
      await client.query('delete from auth.session where id = $1', [session.id])
      await note(client, session.userId, 'sign-in.signed-out')
    })
  }
  const answer = await ask(
    gate.library.api.signOut({ headers: onlyCookie(headers, 'session_token'), returnHeaders: true }),
  )
  return { setCookies: answer.ok ? answer.setCookies : [] }
}

/** Ends every session of a person at once, as a suspension does. */
export async function endSessions(gate: Gate, userId: string): Promise<void> {
  await together(gate, async client => {
    await client.query('delete from auth.session where "userId" = $1', [userId])
    await client.query('delete from auth.verification where value = $1', [userId])
    await note(client, userId, 'sign-in.sessions-ended')
  })
}
