import { newToken } from '#server/auth/tokens.ts'
import type { Actor } from '#server/db/transact.ts'
import { buildApp } from '#server/http/app.ts'
import { parts } from '#start/parts.ts'
import type { TestHouse } from './house.ts'

export type App = ReturnType<typeof buildApp>

export const appOf = (test: TestHouse): App => buildApp(test.house, parts)

/** A bearer token of a colleague, put there as the tokens page would. */
export async function tokenFor({ house, owner }: TestHouse, actor: Actor, scopes = ['read', 'write']): Promise<string> {
  const { token, hash } = newToken()
  await owner.query(
    `insert into aman.api_token (id, user_id, agency_id, label, hash, scopes, created_at, expires_at)
     values ($1, $2, $3, 'test', $4, $5, $6, $6::timestamptz + interval '30 days')`,
    [house.newId(), actor.userId, actor.agencyId, hash, scopes, house.clock()],
  )
  return token
}

export type Answer = { status: number; body: Record<string, unknown>; text: string }

/** Calls the programming interface as one colleague. */
export function caller(app: App, token: string | null) {
  return async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const response = await app.request(path, {
      method: method.toUpperCase(),
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : {}, text }
  }
}

export type Call = ReturnType<typeof caller>

/** Signs in through the real sign-in, without a second factor: the house must be a demonstration. */
export async function cookieFor({ house, owner }: TestHouse, actor: Actor): Promise<string> {
  const password = 'correct horse battery'
  const { rows } = await owner.query('select email, name from aman.staff where user_id = $1', [actor.userId])
  await house.auth.createUser({ id: actor.userId, email: rows[0].email, name: rows[0].name, password })
  const from = { headers: new Headers(), ip: `10.0.0.${Math.floor(Math.random() * 250)}` }
  const answer = await house.auth.signIn(from, { email: rows[0].email, password })
  if (answer.kind !== 'signed-in') throw new Error(`sign-in answered ${answer.kind}`)
  return answer.setCookies.map(each => each.split(';')[0]).join('; ')
}
