import { sql } from 'kysely'
import { after } from '#domain/retention/due.ts'
import { stateOf, type Wish } from '#domain/retention/wish.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { ErasureOut, Notice } from './record.ts'

type Found = Wish & { id: string; wishedBy: 'self' | 'guardian' | 'representative'; askedAt: Date }

/** The wish that stands in a case; what was called off does not. */
export async function wishOf(ctx: Ctx, caseId: string): Promise<Found | null> {
  const row = await ctx.tx
    .selectFrom('erasure_request')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('called_off_at', 'is', null)
    .executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    wishedBy: row.wished_by,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    confirmedBy: row.confirmed_by,
    notBefore: row.not_before,
  }
}

/** What has to end before anything goes, by its codes. */
export async function runningIn(ctx: Ctx, caseId: string): Promise<string[]> {
  const { rows } = await sql<{ codes: string[] }>`select aman.erasure_running(${caseId}) as codes`.execute(ctx.tx)
  return rows[0]?.codes ?? []
}

export async function readErasure(ctx: Ctx, caseId: string): Promise<Result<ErasureOut>> {
  const found = await ctx.tx.selectFrom('case').select('lead_agency_id').where('id', '=', caseId).executeTakeFirst()
  if (!found) return refuse('case.not-found')
  if (found.lead_agency_id !== ctx.actor.agencyId) return refuse('case.not-lead')
  ctx.look(caseId, 'facts')
  const wish = await wishOf(ctx, caseId)
  return ok({
    state: stateOf(wish, ctx.now),
    wishedBy: wish?.wishedBy ?? null,
    askedBy: wish?.askedBy ?? null,
    askedAt: wish?.askedAt.toISOString() ?? null,
    notBefore: wish?.notBefore?.toISOString() ?? null,
    running: await runningIn(ctx, caseId),
  })
}

const MOST = 100

/** What the agency still has to destroy on paper, oldest first. */
export async function noticesOf(ctx: Ctx): Promise<Notice[]> {
  const { destroyCopiesDays } = ctx.house.country.retention
  const rows = await ctx.tx
    .selectFrom('erasure_notice')
    .select(['id', 'code_name', 'erased_on', 'why'])
    .where('agency_id', '=', ctx.actor.agencyId)
    .orderBy('erased_on')
    .orderBy('id')
    .limit(MOST)
    .execute()
  if (rows.length > 0)
    ctx.audit(
      'erasure.notices-listed',
      rows.map(row => row.id),
    )
  return rows.map(row => ({
    id: row.id,
    codeName: row.code_name,
    why: row.why,
    erasedOn: row.erased_on,
    destroyBy: after(row.erased_on, { days: destroyCopiesDays }),
  }))
}

export async function codeNameOf(ctx: Ctx, caseId: string): Promise<string> {
  const row = await ctx.tx.selectFrom('case').select('code_name').where('id', '=', caseId).executeTakeFirstOrThrow()
  return row.code_name
}
