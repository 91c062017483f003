import { sql } from 'kysely'
import { type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'

/**
 * Asked before anything from which an interview follows: a report to the police, its acceptance, a date with an investigator.
 * Null where it may be planned. The database answers yes or no, since who asks may not see what she chose; its triggers hold the
 * same for whoever forgets to ask.
 */
export async function whyNoInterview(ctx: Ctx, caseId: string): Promise<Result<never> | null> {
  const { rows } = await sql<{ may: boolean }>`select aman.may_plan_interview(${caseId}) as may`.execute(ctx.tx)
  return rows[0]?.may ? null : refuse('reflection.running')
}
