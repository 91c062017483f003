import type { PoolClient } from 'pg'
import type { Pool } from '#server/db/client.ts'
import type { Library } from './library.ts'
import type { SessionCookie } from './session-cookie.ts'
import type { Throttle } from './throttle.ts'

/** What every step of signing in works with. */
export type Gate = {
  readonly library: Library
  readonly pool: Pool
  readonly cookie: SessionCookie
  readonly throttle: Throttle
  readonly demo: boolean
  clock(): Date
  newId(): string
}

/** Who asks: the headers of the request, and the address that the server takes it to come from. */
export type From = { readonly headers: Headers; readonly ip: string }

export type Noted =
  | 'sign-in.done'
  | 'sign-in.password-right'
  | 'sign-in.held-for-enrolment'
  | 'sign-in.refused'
  | 'sign-in.throttled'
  | 'sign-in.signed-out'
  | 'sign-in.enrolment-begun'
  | 'sign-in.enrolled'
  | 'sign-in.password-changed'
  | 'sign-in.account-made'
  | 'sign-in.link-made'
  | 'sign-in.link-used'
  | 'sign-in.sessions-ended'
  | 'sign-in.second-factor-removed'

type Client = Pool | PoolClient

/** Writes the record. Where it cannot be written the step fails, and no cookie leaves. */
export async function note(
  on: Client,
  userId: string | null,
  what: Noted,
  detail: Record<string, string> = {},
): Promise<void> {
  await on.query('select aman.note_sign_in($1, $2, $3)', [userId, what, JSON.stringify(detail)])
}

/** Our own few changes, together with their record, or none of them. */
export async function together<T>(gate: Gate, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await gate.pool.connect()
  let broken: Error | undefined
  try {
    await client.query('begin')
    const value = await work(client)
    await client.query('commit')
    return value
  } catch (error) {
    await client.query('rollback').catch(fault => {
      broken = fault instanceof Error ? fault : new Error('rollback failed')
    })
    throw error
  } finally {
    client.release(broken)
  }
}
