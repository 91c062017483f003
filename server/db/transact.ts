import pg, { type PoolClient } from 'pg'
import type { Role } from '#domain/access/roles.ts'
import type { Result } from '#domain/shared/result.ts'
import type { House } from '#server/house.ts'
import type { Keys } from '#server/keys/keys.ts'
import { causeOf, command, handleOver, query, type Tx } from './client.ts'

export type Actor = {
  readonly userId: string
  readonly agencyId: string
  readonly role: Role
  /** The field device that speaks for her, where one does. */
  readonly deviceId?: string | null
}

/** What was looked at or changed: coded facts only, since the record outlives the person's data. */
export type AuditEvent = {
  action: string
  subjects: readonly string[]
  detail?: Record<string, string | number | boolean>
}

export type Ctx = {
  readonly tx: Tx
  readonly actor: Actor
  readonly now: Date
  readonly keys: Keys
  readonly house: House
  newId(): string
  /** Noted now, written with the commit: an action whose record cannot be stored does not happen. */
  audit(action: string, subjects: string | readonly string[], detail?: AuditEvent['detail']): void
  /** Noted when something of a person is read, with the record that it was, where that matters. However much an action reads, one look at one case is one event. */
  look(caseId: string, part: Part, recordId?: string): void
}

/** What can be looked at in a case, as a person's own access log names it. */
export const PARTS = [
  'facts',
  'identity',
  'narrative',
  'screening',
  'consents',
  'referral',
  'timeline',
  'bed',
  'plan',
  'reflection',
  'attachment',
  'certificate',
  'notification',
  'residence',
  'break-glass',
  'access-log',
  'contact',
] as const
export type Part = (typeof PARTS)[number]

const { DatabaseError } = pg

const ROLE = /^[a-z-]{3,30}$/
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Begins and says who acts, in one message that is on its way before the work's first query. What it holds was checked by the
 * patterns above, so that nothing in it needs quoting.
 */
function enter(client: PoolClient, { userId, agencyId, role }: Actor, now: Date): Promise<unknown> {
  if (!UUID.test(userId) || !UUID.test(agencyId) || !ROLE.test(role)) throw new Error('not an actor')
  const who = `set local aman.user_id = '${userId}'; set local aman.agency_id = '${agencyId}'; set local aman.role = '${role}'`
  return command(client, `begin; ${who}; set local aman.now = '${now.toISOString()}'`)
}

// However many events an action has, their record costs one statement.
const INSERT_AUDIT = `insert into aman.audit_event (at, user_id, agency_id, role, action, subject_ids, detail)
  select $1, $2, $3, $4, e.action, e.subject_ids, e.detail
    from jsonb_to_recordset($5) as e (action text, subject_ids uuid[], detail jsonb)`

async function finish(client: PoolClient, actor: Actor, now: Date, events: readonly AuditEvent[]): Promise<void> {
  const rows = events.map(each => ({ action: each.action, subject_ids: each.subjects, detail: each.detail }))
  const { userId, agencyId, role } = actor
  const recorded = rows.length > 0 && query(client, INSERT_AUDIT, [now, userId, agencyId, role, JSON.stringify(rows)])
  // Sent together: where the insert fails PostgreSQL answers the commit with a rollback, and the failed insert is thrown here.
  await Promise.all([recorded, command(client, 'commit')])
}

/**
 * Nothing of a refused action stays. That a look-up found nothing is put on record by itself: many of them are somebody trying
 * addresses. What was asked for is not, and "not yours" and "not there" leave the same trace.
 */
async function refused(client: PoolClient, actor: Actor, now: Date, code: string): Promise<void> {
  await command(client, 'rollback')
  if (!code.endsWith('.not-found')) return
  await enter(client, actor, now)
  await finish(client, actor, now, [{ action: 'look-up.not-found', subjects: [], detail: { code } }])
}

/** What one action has read of each case: the parts, and the records that it named. */
type Looks = Map<string, { parts: Set<Part>; records: Set<string> }>

function note(looks: Looks, caseId: string, part: Part, recordId?: string): void {
  const look = looks.get(caseId) ?? { parts: new Set(), records: new Set() }
  look.parts.add(part)
  if (recordId) look.records.add(recordId)
  looks.set(caseId, look)
}

function looked(looks: Looks): AuditEvent[] {
  return [...looks].map(([caseId, { parts, records }]) => ({
    action: 'case.read',
    subjects: [caseId, ...records],
    detail: { parts: PARTS.filter(each => parts.has(each)).join(' ') },
  }))
}

/** Serialization failure, deadlock, a missing row that another leans on, a row that the policies no longer let in. */
const PASSING = ['40001', '40P01', '23503', '42501']

/**
 * What passes when the same work is tried again: lost races that PostgreSQL reports, two cases that drew one code name, and what
 * the action had found when it began and was then erased, or given to another lead: the next try does not find it.
 */
function passes(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return false
  return PASSING.includes(error.code ?? '') || error.constraint === 'case_code_name_taken'
}

/**
 * The only door to people's data: sets who acts, runs the work, writes its audit events and commits.
 * A refusal rolls back exactly as a fault does, unless it says that it is kept. Work may run again from the start, so it has no effect outside the database.
 */
export async function transact<R extends Result<unknown>>(
  house: House,
  actor: Actor,
  work: (ctx: Ctx) => Promise<R>,
): Promise<R> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt(house, actor, work)
    } catch (error) {
      // Asked first: what a rotation made fail looks like a row that is gone, and passes only once the keys are read anew.
      const again = (await house.keys.renewed(error)) || passes(error)
      if (tries === 4 || !again) throw error
    }
  }
}

async function attempt<R extends Result<unknown>>(
  house: House,
  actor: Actor,
  work: (ctx: Ctx) => Promise<R>,
): Promise<R> {
  const now = house.clock()
  const client = await house.pool.connect()
  const events: AuditEvent[] = []
  const looks: Looks = new Map()
  let broken: Error | undefined
  try {
    const opened = enter(client, actor, now)
    // Its failure is met at the await below; until then the work's first query is already on its way.
    opened.catch(() => undefined)
    const ctx: Ctx = {
      tx: handleOver(client),
      actor,
      now,
      keys: house.keys,
      house,
      newId: house.newId,
      audit: (action, subjects, detail) =>
        void events.push({
          action,
          subjects: typeof subjects === 'string' ? [subjects] : subjects,
          ...(detail && { detail }),
        }),
      look: (caseId, part, recordId) => note(looks, caseId, part, recordId),
    }
    const result = await work(ctx)
    await opened
    if (result.ok || result.kept) await finish(client, actor, now, [...events, ...looked(looks)])
    else await refused(client, actor, now, result.code)
    return result
  } catch (error) {
    await command(client, 'rollback').catch(fault => {
      broken = fault instanceof Error ? fault : new Error('rollback failed')
    })
    throw causeOf(client, error)
  } finally {
    client.release(broken)
  }
}
