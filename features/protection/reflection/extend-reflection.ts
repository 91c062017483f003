import { extended, overAt } from '#domain/reflection/period.ts'
import type { Day } from '#domain/shared/dates.ts'
import { ok, type Result } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { reissueCertificate } from './issue-certificate.ts'
import type { PeriodOut } from './record.ts'
import { lockRunning, periodOf } from './store.ts'

type Extend = { caseId: string; version?: number | undefined; until: Day }

/** Gives her more time. A certificate that names the earlier day is replaced in the same step. */
export async function extendReflection(ctx: Ctx, input: Extend): Promise<Result<PeriodOut>> {
  const running = await lockRunning(ctx, input)
  if (!running.ok) return running
  const until = extended({ startedOn: running.value.started_on, lastOn: running.value.last_on }, input.until)
  if (!until.ok) return until
  const row = await ctx.tx
    .updateTable('reflection')
    .set({
      last_on: until.value,
      over_at: overAt(ctx.house.country.timeZone, until.value),
      version: running.value.version + 1,
    })
    .where('id', '=', running.value.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await reissueCertificate(ctx, row)
  ctx.audit('reflection.extended', [row.case_id, row.id], { lastOn: row.last_on })
  return ok(periodOf(ctx, row))
}
