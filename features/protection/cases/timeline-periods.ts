import type { Ctx } from '#server/db/transact.ts'

/** A reflection period, from the instant at which its first day begins to the one at which its last day is over. */
export type Period = { id: string; startsAt: Date; overAt: Date; endedAt: Date | null }

/** The reflection periods of a case, newest first, for those who may see them. */
export async function periodsIn(ctx: Ctx, caseId: string, most: number): Promise<Period[]> {
  const rows = await ctx.tx
    .selectFrom('reflection')
    .select(['id', 'starts_at', 'over_at', 'ended_at'])
    .where('case_id', '=', caseId)
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
  return rows.map(row => ({ id: row.id, startsAt: row.starts_at, overAt: row.over_at, endedAt: row.ended_at }))
}
