import { z } from 'zod'
import { type CodeAnswer, refused, type SignInAnswer, type Throttled } from './answers.ts'
import { type From, type Gate, note } from './gate.ts'
import { ask, onlyCookie } from './library.ts'
import { sweepSessions } from './sessions.ts'
import type { Take } from './throttle.ts'

const NO_MATCH = ['INVALID_CODE', 'INVALID_BACKUP_CODE']
const EMAIL = z.email().max(254)

export const emailOf = (typed: string): string => typed.trim().normalize('NFC').toLowerCase()

// The library's own measure: an address that it does not take could never sign in.
export const isEmail = (email: string): boolean => email.length <= 254 && EMAIL.safeParse(email).success

/**
 * E-mail and password. The answer, and the time that it takes, are the same for a wrong password, an unknown account,
 * and an account that may not sign in.
 */
export async function signIn(
  gate: Gate,
  from: From,
  typed: { email: string; password: string },
): Promise<SignInAnswer> {
  const email = emailOf(typed.email)
  const detail = { account: gate.throttle.nameOf('account', email), address: gate.throttle.nameOf('address', from.ip) }
  const over = (await gate.throttle.take('address', from.ip)) ?? (await gate.throttle.take('account', email))
  const userId = await idOf(gate, email)
  if (over) return throttled(gate, userId, over, detail)

  const answer = await ask(
    gate.library.api.signInEmail({
      body: { email: isEmail(email) ? email : 'nobody@invalid.example', password: typed.password },
      headers: new Headers(),
      returnHeaders: true,
    }),
  )
  if (!answer.ok) {
    await note(gate.pool, userId, 'sign-in.refused', detail)
    return refused('credentials')
  }
  if ('twoFactorRedirect' in answer.value) {
    await note(gate.pool, userId, 'sign-in.password-right', detail)
    return { kind: 'second-factor', setCookies: answer.setCookies }
  }
  await complete(gate, from, answer.value.user)
  const session = { userId: answer.value.user.id, setCookies: answer.setCookies }
  if (gate.demo) {
    await note(gate.pool, session.userId, 'sign-in.done', detail)
    return { kind: 'signed-in', ...session }
  }
  await note(gate.pool, session.userId, 'sign-in.held-for-enrolment', detail)
  return { kind: 'enrol', ...session }
}

export const verifyCode = (gate: Gate, from: From, typed: string): Promise<CodeAnswer> =>
  prove(gate, from, 'totp', typed.replace(/\s/g, ''))

export const useBackupCode = (gate: Gate, from: From, typed: string): Promise<CodeAnswer> =>
  prove(gate, from, 'backup-code', typed.trim())

async function prove(gate: Gate, from: From, by: 'totp' | 'backup-code', code: string): Promise<CodeAnswer> {
  const headers = onlyCookie(from.headers, 'two_factor')
  const userId = await pendingUser(gate, headers)
  if (!userId) return refused('expired')
  const over = await gate.throttle.take('proof', userId)
  if (over) return throttled(gate, userId, over, { by })
  if (!(await isFresh(gate, userId, code))) return noMatch(gate, userId, by)

  const call = { body: { code }, headers, returnHeaders: true } as const
  const { api } = gate.library
  const answer = await ask<{ user: { id: string; email: string } }>(
    by === 'totp' ? api.verifyTOTP(call) : api.verifyBackupCode(call),
  )
  if (!answer.ok) return NO_MATCH.includes(answer.code) ? noMatch(gate, userId, by) : refused('expired')
  await gate.throttle.forget('proof', userId)
  await complete(gate, from, answer.value.user)
  await note(gate.pool, userId, 'sign-in.done', { by })
  return { kind: 'signed-in', userId, setCookies: answer.setCookies }
}

async function noMatch(gate: Gate, userId: string, by: string): Promise<CodeAnswer> {
  await note(gate.pool, userId, 'sign-in.refused', { by })
  return refused('code')
}

/** A one-time code opens once, also within the half minute in which it is right. */
export async function isFresh(gate: Gate, userId: string, code: string): Promise<boolean> {
  if (!/^[A-Za-z0-9-]{6,20}$/.test(code)) return false
  return (await gate.throttle.take('code', `${userId}|${code}`)) === null
}

/** Noted once a window: whoever knocks ten thousand times must not fill the record. */
export async function throttled(
  gate: Gate,
  userId: string | null,
  over: Take,
  detail: Record<string, string>,
): Promise<Throttled> {
  if (over.firstOver) await note(gate.pool, userId, 'sign-in.throttled', detail)
  return { kind: 'throttled', waitSeconds: over.waitSeconds, setCookies: [] }
}

async function complete(gate: Gate, from: From, { id, email }: { id: string; email: string }): Promise<void> {
  await sweepSessions(gate, id)
  await gate.throttle.forget('account', email)
  await gate.throttle.giveBack('address', from.ip)
}

async function idOf(gate: Gate, email: string): Promise<string | null> {
  if (!isEmail(email)) return null
  const found = await gate.pool.query<{ id: string }>('select id from auth."user" where email = $1', [email])
  return found.rows[0]?.id ?? null
}

/** Whose sign-in waits for a code: the library's cookie names a row that only this browser was told of. */
async function pendingUser(gate: Gate, headers: Headers): Promise<string | null> {
  const identifier = /=(2fa-[A-Za-z0-9_-]{20})\./.exec(headers.get('cookie') ?? '')?.[1]
  if (!identifier) return null
  const { internalAdapter } = await gate.library.$context
  const pending = await internalAdapter.findVerificationValue(identifier)
  return pending && pending.expiresAt > new Date() ? pending.value : null
}
