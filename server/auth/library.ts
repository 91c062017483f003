import { betterAuth } from 'better-auth'
import { isAPIError } from 'better-auth/api'
import { twoFactor } from 'better-auth/plugins'
import type { Pool } from '#server/db/client.ts'
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './passwords.ts'

/** A session ends after so long without a request. */
export const IDLE_SECONDS = 30 * 60
const PENDING_SECONDS = 10 * 60
const SECOND_FACTOR_PATHS = new Set(['/two-factor/verify-totp', '/two-factor/verify-backup-code'])

/** How a password is stretched. */
export type Stretching = {
  hash(password: string): Promise<string>
  verify(kept: { hash: string; password: string }): Promise<boolean>
}

type LibraryOptions = {
  pool: Pool
  secret: string
  origin: string
  stretching?: Stretching | undefined
  clock(): Date
  newId(): string
}

export type Library = ReturnType<typeof openLibrary>

/**
 * better-auth as Aman runs it: passwords (scrypt, unless told otherwise), sessions and one-time codes in our own database. Its routes are
 * never mounted, so nothing that it offers beyond what is called here can be reached.
 */
export function openLibrary({ pool, secret, origin, stretching, clock, newId }: LibraryOptions) {
  const passwords = {
    disableSignUp: true,
    minPasswordLength: SHORTEST_PASSWORD,
    maxPasswordLength: LONGEST_PASSWORD,
    ...(stretching && { password: stretching }),
  }
  return betterAuth({
    appName: 'Aman',
    baseURL: origin,
    secret,
    database: pool,
    emailAndPassword: { enabled: true, ...passwords },
    session: {
      expiresIn: IDLE_SECONDS,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
      additionalFields: { secondFactor: { type: 'boolean', required: false, defaultValue: false, input: false } },
    },
    // Failed codes are counted by our own throttle, before they are checked.
    plugins: [
      twoFactor({ issuer: 'Aman', twoFactorCookieMaxAge: PENDING_SECONDS, accountLockout: { enabled: false } }),
    ],
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // Its lines may name accounts; what matters is in the audit, and faults are thrown.
    logger: { disabled: true },
    advanced: {
      cookiePrefix: 'aman',
      useSecureCookies: origin.startsWith('https:'),
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => newId() },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session, context) => {
            if (!(await maySignIn(pool, session.userId))) return false
            const now = clock()
            const secondFactor = SECOND_FACTOR_PATHS.has(context?.path ?? '')
            return { data: { createdAt: now, updatedAt: now, secondFactor } }
          },
        },
      },
    },
  })
}

async function maySignIn(pool: Pool, userId: string): Promise<boolean> {
  const found = await pool.query<{ may: boolean }>('select aman.may_sign_in($1) as may', [userId])
  return found.rows[0]?.may === true
}

export type Answer<T> = { ok: true; value: T; setCookies: string[] } | { ok: false; code: string }

/** A call of the library: what it answers and the cookies it sets, or the code of its no. Its faults stay faults. */
export async function ask<T>(call: Promise<{ headers: Headers; response: T }>): Promise<Answer<T>> {
  try {
    const { headers, response } = await call
    return { ok: true, value: response, setCookies: headers.getSetCookie() }
  } catch (error) {
    if (!isAPIError(error)) throw error
    // The hook above answers no after the right password and the right code: not a fault, although the library takes
    // it for one.
    const code = error.body?.code ?? ''
    if (error.statusCode >= 500 && code !== 'FAILED_TO_CREATE_SESSION') throw error
    return { ok: false, code }
  }
}

/**
 * The request as far as the library needs it: one cookie. A session left over from somebody else cannot stand in for
 * a pending sign-in, and neither address nor browser is stored.
 */
export function onlyCookie(headers: Headers, name: 'session_token' | 'two_factor'): Headers {
  const wanted = [`aman.${name}=`, `__Secure-aman.${name}=`]
  const cookies = (headers.get('cookie') ?? '').split(';').map(cookie => cookie.trim())
  return new Headers({ cookie: cookies.filter(cookie => wanted.some(start => cookie.startsWith(start))).join('; ') })
}
