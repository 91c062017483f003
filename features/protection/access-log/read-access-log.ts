import { sql } from 'kysely'
import { z } from 'zod'
import type { LogEntry } from '#domain/access/access-log.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { id, whole } from '#server/http/fields.ts'

export const ReadAccessLog = z.strictObject({
  caseId: id,
  /** Entries before this place; left out for the newest. */
  before: whole(1, Number.MAX_SAFE_INTEGER).optional(),
  limit: whole(1, 100).default(100),
})
export type ReadAccessLog = z.output<typeof ReadAccessLog>

export type AccessLog = { codeName: string; languages: string[]; entries: LogEntry[]; next: number | null }

type Row = {
  seq: string
  at: Date
  agency: string | null
  role: string | null
  action: string
  parts: string | null
  basis: string | null
  agreed_at: Date | null
  lawful_basis: string | null
}

/** What was looked at and done in one case, newest first, as it may be told to the person. Reading it is a look of its own. */
export async function readAccessLog(ctx: Ctx, { caseId, before, limit }: ReadAccessLog): Promise<Result<AccessLog>> {
  const found = await ctx.tx
    .selectFrom('case')
    .select(['code_name', 'languages', 'lead_agency_id'])
    .where('id', '=', caseId)
    .executeTakeFirst()
  if (!found) return refuse('case.not-found')
  if (found.lead_agency_id !== ctx.actor.agencyId) return refuse('case.not-lead')
  const { rows } = await sql<Row>`
    select * from aman.access_log(${caseId}, ${before ?? null}, ${limit + 1})`.execute(ctx.tx)
  ctx.look(caseId, 'access-log')
  const entries = rows.slice(0, limit).map(entryOf)
  const next = rows.length > limit ? (entries.at(-1)?.seq ?? null) : null
  return ok({ codeName: found.code_name, languages: found.languages, entries, next })
}

const entryOf = (row: Row): LogEntry => ({
  seq: Number(row.seq),
  at: row.at,
  agency: row.agency,
  role: row.role,
  action: row.action,
  parts: row.parts?.split(' ') ?? [],
  basis: row.basis,
  agreedAt: row.agreed_at,
  lawfulBasis: row.lawful_basis,
})
