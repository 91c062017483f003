import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { brokeConstraint } from '#server/db/client.ts'
import { type Refused, refused, type Throttled } from './answers.ts'
import { type From, type Gate, note, together } from './gate.ts'
import { storePassword, type Weakness, weaknessOf } from './passwords.ts'
import { findSession } from './sessions.ts'
import { emailOf, isEmail, throttled } from './sign-in.ts'

/** `id` is the person's id in `aman.staff`. Without a password the account opens by a link only. */
export type NewAccount = { id: string; email: string; name: string; password?: string }

/** Can be repeated with the same id. */
export async function createUser(gate: Gate, account: NewAccount): Promise<Result<{ userId: string }>> {
  const email = emailOf(account.email)
  if (!isEmail(email)) return refuse('sign-in.email-wrong')
  const hash = account.password === undefined ? null : await hashOf(gate, account.password)
  const now = gate.clock()
  try {
    await together(gate, async client => {
      await client.query(
        `insert into auth."user" (id, name, email, "createdAt", "updatedAt")
         values ($1, $2, $3, $4, $4) on conflict (id) do nothing`,
        [account.id, account.name, email, now],
      )
      if (hash) await storePassword(client, { id: gate.newId(), userId: account.id, hash, now })
      await note(client, account.id, 'sign-in.account-made')
    })
  } catch (error) {
    if (brokeConstraint(error, 'user_email_taken')) return refuse('sign-in.email-taken')
    throw error
  }
  return ok({ userId: account.id })
}

export async function hashOf(gate: Gate, password: string): Promise<string> {
  const { password: hasher } = await gate.library.$context
  return hasher.hash(password)
}

export type ChangeAnswer =
  | { readonly kind: 'changed'; readonly setCookies: readonly string[] }
  | Refused<'password' | 'expired' | Weakness>
  | Throttled

/** The present password is asked for again, and every other session of the person ends. */
export async function changePassword(
  gate: Gate,
  from: From,
  typed: { current: string; next: string },
): Promise<ChangeAnswer> {
  const session = await findSession(gate, from.headers)
  if (!session || session.secondFactor === 'must-enrol') return refused('expired')
  const { id, userId, email, setCookies } = session
  const over = await gate.throttle.take('proof', userId)
  if (over) return throttled(gate, userId, over, { by: 'password' })
  if (!(await isPassword(gate, userId, typed.current))) {
    await note(gate.pool, userId, 'sign-in.refused', { by: 'password' })
    return refused('password', setCookies)
  }
  await gate.throttle.forget('proof', userId)
  const weak = weaknessOf(typed.next, email)
  if (weak) return refused(weak, setCookies)
  const hash = await hashOf(gate, typed.next)
  await together(gate, async client => {
    await storePassword(client, { id: gate.newId(), userId, hash, now: gate.clock() })
    await client.query('delete from auth.session where "userId" = $1 and id <> $2', [userId, id])
    await client.query('delete from auth.verification where value = $1', [userId])
    await note(client, userId, 'sign-in.password-changed')
  })
  return { kind: 'changed', setCookies }
}

async function isPassword(gate: Gate, userId: string, password: string): Promise<boolean> {
  const { password: hasher } = await gate.library.$context
  const found = await gate.pool.query<{ password: string | null }>(
    `select password from auth.account where "userId" = $1 and "providerId" = 'credential'`,
    [userId],
  )
  const hash = found.rows[0]?.password
  return hash ? hasher.verify({ hash, password }) : false
}
