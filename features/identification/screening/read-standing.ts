import type { Answer } from '#domain/screening/score.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { readScreening } from './queries.ts'

export type TakenRow = { version: number; status: 'draft' | 'completed'; saved_by: string; saved_at: Date }

/** The version that stands on the server, for the device that built on an older one. */
export type Standing = {
  id: string
  version: number
  status: 'draft' | 'completed'
  answers: Record<string, Answer>
  notes: Record<string, string>
  by: string | null
  at: string
}

/** The colleague who saved what stands there; null where she is of another agency by now. */
export async function whoSaved(ctx: Ctx, { saved_by }: Pick<TakenRow, 'saved_by'>): Promise<string | null> {
  const row = await ctx.tx.selectFrom('staff').select('name').where('user_id', '=', saved_by).executeTakeFirst()
  return row?.name ?? null
}

export async function readStanding(ctx: Ctx, screeningId: string): Promise<Result<Standing>> {
  const read = await readScreening(ctx, screeningId)
  if (!read.ok) return read
  const { id, agencyId, version, status, answers, notes } = read.value
  if (agencyId !== ctx.actor.agencyId) return refuse('screening.not-found')
  const saved = await ctx.tx
    .selectFrom('screening')
    .select(['saved_by', 'saved_at'])
    .where('id', '=', screeningId)
    .executeTakeFirstOrThrow()
  return ok({ id, version, status, answers, notes, by: await whoSaved(ctx, saved), at: saved.saved_at.toISOString() })
}
