import { type Address, openPool } from '#server/db/client.ts'
import { changePassword, createUser } from './accounts.ts'
import { finishEnrolment, removeSecondFactor, startEnrolment } from './enrolment.ts'
import type { From, Gate } from './gate.ts'
import { openLibrary, type Stretching } from './library.ts'
import { findLink, type LinkKind, makeLink, useLink } from './links.ts'
import { sessionCookie } from './session-cookie.ts'
import { endSessions, findSession, type SecondFactor, signOut } from './sessions.ts'
import { signIn, useBackupCode, verifyCode } from './sign-in.ts'
import { openThrottle } from './throttle.ts'

export type AuthOptions = {
  /** The database as `aman_auth`. */
  address: Address
  /** From the root key: signs cookies, encrypts the secrets of second factors, keys the throttle. */
  secret: string
  origin: string
  demo: boolean
  /** scrypt where nothing else is said; tests that sign hundreds in and judge something else are not kept waiting. */
  stretching?: Stretching
  clock(): Date
  newId(): string
}

export type SessionAnswer = {
  readonly userId: string
  readonly twoFactor: SecondFactor
  readonly setCookies: readonly string[]
}

const CONNECTIONS = 5

/** What people and devices outside the desk try. */
type Outside = 'check' | 'receipt' | 'enrol' | 'device'

/** Everything that the rest of the program knows of signing in. */
export type Auth = ReturnType<typeof openAuth>

export function openAuth({ address, secret, origin, demo, stretching, clock, newId }: AuthOptions) {
  const inSchema = { ...address, schema: 'auth' as const }
  const pool = openPool(inSchema, CONNECTIONS)
  const library = openLibrary({ pool, secret, origin, stretching, clock, newId })
  const cookie = sessionCookie(origin, secret)
  const throttle = openThrottle(pool, secret)
  const gate: Gate = { library, pool, cookie, throttle, demo, clock, newId }
  return {
    /** `byItself`: a page asks and no person, so that the session is not prolonged. */
    sessionOf: async (headers: Headers, byItself = false): Promise<SessionAnswer | null> => {
      const session = await findSession(gate, headers, byItself)
      return session && { userId: session.userId, twoFactor: session.secondFactor, setCookies: session.setCookies }
    },
    signIn: (from: From, typed: { email: string; password: string }) => signIn(gate, from, typed),
    verifyCode: (from: From, code: string) => verifyCode(gate, from, code),
    useBackupCode: (from: From, code: string) => useBackupCode(gate, from, code),
    startEnrolment: (from: From, password: string) => startEnrolment(gate, from, password),
    finishEnrolment: (from: From, code: string) => finishEnrolment(gate, from, code),
    removeSecondFactor: (userId: string) => removeSecondFactor(gate, userId),
    signOut: (from: From) => signOut(gate, from),
    changePassword: (from: From, typed: { current: string; next: string }) => changePassword(gate, from, typed),
    createUser: (account: Parameters<typeof createUser>[1]) => createUser(gate, account),
    makeLink: (kind: LinkKind, userId: string, validHours: number) => makeLink(gate, kind, userId, validHours),
    findLink: (token: string) => findLink(gate, token),
    useLink: (token: string, password: string) => useLink(gate, token, password),
    endSessions: (userId: string) => endSessions(gate, userId),
    /** Counts a try by somebody outside the desk, by network; the seconds to wait, or null where it may go on. */
    waitFor: async (what: Outside, ip: string) => (await throttle.take(what, ip))?.waitSeconds ?? null,
    /** A try that was rightly made does not count against the next one from the same office. */
    forgive: (what: 'enrol', ip: string) => throttle.giveBack(what, ip),
    close: () => pool.end(),
  }
}
