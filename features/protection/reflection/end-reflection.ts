import { ok, type Result } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { revokeCertificate } from './issue-certificate.ts'
import type { PeriodOut } from './record.ts'
import { lockRunning, periodOf } from './store.ts'

type End = { caseId: string; version?: number | undefined; how: 'by-choice' | 'revoked' }

/**
 * Ends it before its time: by her word, on any day, or because it was given by mistake. Help goes on as it was. In a closed case
 * too: her word still counts there, and a paper in wrong hands must not.
 */
export async function endReflection(ctx: Ctx, input: End): Promise<Result<PeriodOut>> {
  const running = await lockRunning(ctx, input, true)
  if (!running.ok) return running
  const row = await ctx.tx
    .updateTable('reflection')
    .set({ ended_at: ctx.now, ended_how: input.how, version: running.value.version + 1 })
    .where('id', '=', running.value.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await revokeCertificate(ctx, row.id, 'period-ended')
  ctx.audit('reflection.ended', [row.case_id, row.id], { how: input.how })
  return ok(periodOf(ctx, row))
}
