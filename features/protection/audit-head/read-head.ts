import { sql } from 'kysely'
import { type Head, headOf } from '#server/audit/head.ts'
import type { Ctx } from '#server/db/transact.ts'

type Row = { number: string; sealed_at: Date; signed: string }

/** The newest sealed block, for whoever keeps it elsewhere. Null before the first. */
export async function readAuditHead(ctx: Ctx): Promise<Head | null> {
  const { rows } = await sql<Row>`select * from aman.audit_head()`.execute(ctx.tx)
  const [row] = rows
  return row ? headOf(row.signed, { number: Number(row.number), sealedAt: row.sealed_at.toISOString() }) : null
}
