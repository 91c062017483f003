import pg from 'pg'
import { expect } from 'vitest'
import type { Actor } from '#server/db/transact.ts'
import type { TestHouse } from './house.ts'

/** What somebody could do who speaks SQL as aman_app in a colleague's name. Everything is thrown away afterwards. */
export type RawSql = {
  asks(actor: Actor, statement: string): Promise<pg.QueryResult>
  rows(actor: Actor, statement: string): Promise<number>
  /** Refused by privilege, or done to no row at all. */
  refused(actor: Actor, statement: string): Promise<void>
}

export function rawSql({ house }: TestHouse): RawSql {
  async function asks(actor: Actor, statement: string): Promise<pg.QueryResult> {
    const client = await house.pool.connect()
    try {
      await client.query('begin')
      await client.query(
        `select set_config('aman.user_id', $1, true), set_config('aman.agency_id', $2, true), set_config('aman.role', $3, true),
                set_config('aman.now', $4, true)`,
        [actor.userId, actor.agencyId, actor.role, house.clock().toISOString()],
      )
      return await client.query(statement)
    } finally {
      await client.query('rollback')
      client.release()
    }
  }
  return {
    asks,
    rows: async (actor, statement) => (await asks(actor, statement)).rowCount ?? 0,
    async refused(actor, statement) {
      try {
        expect((await asks(actor, statement)).rowCount, statement).toBe(0)
      } catch (error) {
        if (!(error instanceof pg.DatabaseError)) throw error
        expect(error.code, `${statement}: ${error.message}`).toBe('42501')
      }
    },
  }
}
