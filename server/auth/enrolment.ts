import { brokeConstraint } from '#server/db/client.ts'
import { type EnrolledAnswer, type EnrolmentAnswer, refused } from './answers.ts'
import { type From, type Gate, note, together } from './gate.ts'
import { ask, onlyCookie } from './library.ts'
import { findSession, type Session } from './sessions.ts'
import { isFresh, throttled } from './sign-in.ts'

/** Makes the secret for an authenticator app. It counts for nothing until a code from it was shown. */
export async function startEnrolment(gate: Gate, from: From, password: string): Promise<EnrolmentAnswer> {
  const session = await findSession(gate, from.headers)
  if (!session) return refused('expired')
  if (session.secondFactor === 'done') return refused('already')
  const over = await gate.throttle.take('proof', session.userId)
  if (over) return throttled(gate, session.userId, over, { by: 'password' })

  const answer = await ask(begin(gate, from.headers, password))
  if (!answer.ok) {
    await note(gate.pool, session.userId, 'sign-in.refused', { by: 'password' })
    return answer.code === 'INVALID_PASSWORD' ? refused('password') : refused('expired')
  }
  if (answer.value.method !== 'totp') throw new Error('the library offered another kind of code')
  await gate.throttle.forget('proof', session.userId)
  await note(gate.pool, session.userId, 'sign-in.enrolment-begun')
  const uri = answer.value.totpURI
  return { kind: 'begun', uri, secret: new URL(uri).searchParams.get('secret') ?? '', setCookies: answer.setCookies }
}

async function begin(gate: Gate, headers: Headers, password: string) {
  const call = {
    body: { password, method: 'totp' },
    headers: onlyCookie(headers, 'session_token'),
    returnHeaders: true,
  } as const
  try {
    return await gate.library.api.enableTwoFactor(call)
  } catch (error) {
    // Two beginnings at once: the second one writes over the first.
    if (!brokeConstraint(error, 'two_factor_of_user')) throw error
    return gate.library.api.enableTwoFactor(call)
  }
}

/** The first right code: from here on every sign-in needs one, and sessions that never showed one are over. */
export async function finishEnrolment(gate: Gate, from: From, typed: string): Promise<EnrolledAnswer> {
  const session = await findSession(gate, from.headers)
  if (!session) return refused('expired')
  if (session.secondFactor === 'done') return refused('already')
  const over = await gate.throttle.take('proof', session.userId)
  if (over) return throttled(gate, session.userId, over, { by: 'totp' })
  return confirm(gate, from, session, typed.replace(/\s/g, ''))
}

async function confirm(gate: Gate, from: From, { userId }: Session, code: string): Promise<EnrolledAnswer> {
  const headers = onlyCookie(from.headers, 'session_token')
  const fresh = await isFresh(gate, userId, code)
  const answer = fresh
    ? await ask(gate.library.api.verifyTOTP({ body: { code }, headers, returnHeaders: true }))
    : ({ ok: false, code: 'INVALID_CODE' } as const)
  if (!answer.ok) {
    await note(gate.pool, userId, 'sign-in.refused', { by: 'totp' })
    return answer.code === 'INVALID_CODE' ? refused('code') : refused('expired')
  }
  await gate.throttle.forget('proof', userId)
  await together(gate, async client => {
    await client.query('delete from auth.session where "userId" = $1 and not "secondFactor"', [userId])
    await note(client, userId, 'sign-in.enrolled')
  })
  const { backupCodes } = await gate.library.api.viewBackupCodes({ body: { userId } })
  return { kind: 'enrolled', userId, backupCodes, setCookies: answer.setCookies }
}

/**
 * For a lost device, decided by an administrator: the next sign-in is held at enrolment again. It needs the link that is made with
 * it: whoever found the device may know the password too, and would enrol in her place.
 */
export async function removeSecondFactor(gate: Gate, userId: string): Promise<void> {
  await together(gate, async client => {
    await client.query('delete from auth."twoFactor" where "userId" = $1', [userId])
    await client.query('update auth."user" set "twoFactorEnabled" = false, "updatedAt" = $2 where id = $1', [
      userId,
      gate.clock(),
    ])
    await client.query('update auth.account set password = null where "userId" = $1', [userId])
    await client.query('delete from auth.session where "userId" = $1', [userId])
    await client.query('delete from auth.verification where value = $1', [userId])
    await client.query('select aman.end_tokens($1)', [userId])
    await note(client, userId, 'sign-in.second-factor-removed')
  })
}
