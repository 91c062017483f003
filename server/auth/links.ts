import { createHash, randomBytes } from 'node:crypto'
import { addHours } from '#domain/shared/dates.ts'
import { hashOf } from './accounts.ts'
import { type Refused, refused } from './answers.ts'
import { type Gate, note, together } from './gate.ts'
import { storePassword, type Weakness, weaknessOf } from './passwords.ts'

export type LinkKind = 'first-administrator' | 'invitation' | 'reset'

/** Whose link it is, so that the page can say for which account a password is chosen. */
export type OpenLink = { readonly kind: LinkKind; readonly userId: string; readonly email: string }

export type LinkAnswer =
  | { readonly kind: 'done'; readonly userId: string; readonly link: LinkKind }
  | Refused<'gone' | Weakness>

const TOKEN = /^[A-Za-z0-9_-]{43}$/

const hashOfToken = (token: string) => createHash('sha256').update(token).digest()

/** A token that opens once, until `validHours` are over or a newer one is made. Only its hash is stored. */
export async function makeLink(gate: Gate, kind: LinkKind, userId: string, validHours: number): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await together(gate, async client => {
    await client.query('delete from auth.setup_link where user_id = $1 and used_at is null', [userId])
    await client.query('insert into auth.setup_link (hash, kind, user_id, expires_at) values ($1, $2, $3, $4)', [
      hashOfToken(token),
      kind,
      userId,
      addHours(gate.clock(), validHours),
    ])
    await note(client, userId, 'sign-in.link-made', { kind })
  })
  return token
}

/** Looks without using it: a mail program that opens links ahead of the person must not spend them. */
export async function findLink(gate: Gate, token: string): Promise<OpenLink | null> {
  if (!TOKEN.test(token)) return null
  const found = await gate.pool.query<OpenLink>(
    `select l.kind, l.user_id as "userId", u.email from auth.setup_link l join auth."user" u on u.id = l.user_id
      where l.hash = $1 and l.used_at is null and l.expires_at > $2`,
    [hashOfToken(token), gate.clock()],
  )
  return found.rows[0] ?? null
}

/** Sets the password and ends every session and token that the former one opened. A second factor, once set up, stays. */
export async function useLink(gate: Gate, token: string, password: string): Promise<LinkAnswer> {
  const link = await findLink(gate, token)
  if (!link) return refused('gone')
  const weak = weaknessOf(password, link.email)
  if (weak) return refused(weak)
  const { userId, kind } = link
  const hash = await hashOf(gate, password)
  const now = gate.clock()
  return together<LinkAnswer>(gate, async client => {
    // Of two at the same moment the second waits here, and finds it used.
    const used = await client.query(
      'update auth.setup_link set used_at = $2 where hash = $1 and used_at is null and expires_at > $2',
      [hashOfToken(token), now],
    )
    if (used.rowCount !== 1) return refused('gone')
    await storePassword(client, { id: gate.newId(), userId, hash, now })
    await client.query('delete from auth.session where "userId" = $1', [userId])
    await client.query('delete from auth.verification where value = $1', [userId])
    await client.query('select aman.end_tokens($1)', [userId])
    await client.query('select aman.accept_invitation($1)', [userId])
    await note(client, userId, 'sign-in.link-used', { kind })
    return { kind: 'done', userId, link: kind }
  })
}
