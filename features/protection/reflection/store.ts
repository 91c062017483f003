import type { Selectable } from 'kysely'
import { clockOf, reflectionStatus } from '#domain/reflection/period.ts'
import { dayIn } from '#domain/shared/dates.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import { holdOwnCase } from '#features/protection/cases/hold-own-case.ts'
import type { ReflectionTable } from '#server/db/tables/reflection.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { PeriodOut } from './record.ts'

export type PeriodRow = Selectable<ReflectionTable>

export const statusOf = (row: PeriodRow, now: Date) =>
  reflectionStatus({ overAt: row.over_at, endedAt: row.ended_at, endedHow: row.ended_how }, now)

export const clockOfRow = (ctx: Ctx, row: PeriodRow) =>
  clockOf(
    { startedOn: row.started_on, lastOn: row.last_on, leastDays: row.least_days },
    dayIn(ctx.house.country.timeZone, ctx.now),
  )

export function periodOf(ctx: Ctx, row: PeriodRow): PeriodOut {
  const status = statusOf(row, ctx.now)
  return {
    id: row.id,
    caseId: row.case_id,
    status,
    basis: row.basis,
    rule: row.rule,
    leastDays: row.least_days,
    startedOn: row.started_on,
    lastOn: row.last_on,
    daysLeft: status === 'running' ? clockOfRow(ctx, row).left : 0,
    endedAt: row.ended_at?.toISOString() ?? null,
    version: row.version,
  }
}

/** The period that runs, held until the end of the transaction. */
export async function lockRunning(ctx: Ctx, step: { caseId: string; version?: number | undefined }, closedToo = false) {
  const own = await holdOwnCase(ctx, step.caseId, closedToo)
  if (!own.ok) return own
  const row = await ctx.tx
    .selectFrom('reflection')
    .selectAll()
    .where('case_id', '=', step.caseId)
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return refuse('reflection.not-found')
  if (statusOf(row, ctx.now) !== 'running') return refuse('reflection.step-not-open')
  if (step.version !== undefined && step.version !== row.version) return refuse('reflection.stale')
  return ok(row)
}
