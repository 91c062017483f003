import type { Selectable, Updateable } from 'kysely'
import type { AgeGroup } from '#domain/cases/case.ts'
import { statusAt } from '#domain/referral/referral.ts'
import { type PlanStep, takePlanStep } from '#domain/services/plan.ts'
import { type Referred, type ServiceStatus, serviceStatus } from '#domain/services/service.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Tables } from '#server/db/tables.ts'
import type { Ctx } from '#server/db/transact.ts'
import { dataKey } from '#server/keys/data-keys.ts'
import { sealText } from '#server/keys/seal.ts'

export type PlanRow = Selectable<Tables['support_plan']> & { age_group: AgeGroup; case_status: 'open' | 'closed' }
export type ServiceRow = Selectable<Tables['plan_service']>
type Subject = Tables['plan_words']['subject']

export const wordsPlace = (id: string) => `plan_words|sealed|${id}`

/** The case, for who leads it. Held against its closing and against the lead passing on. */
export async function ledCase(ctx: Ctx, caseId: string): Promise<Result<{ ageGroup: AgeGroup; open: boolean }>> {
  const seen = await ctx.tx.selectFrom('case').select('lead_agency_id').where('id', '=', caseId).executeTakeFirst()
  if (!seen) return refuse('case.not-found')
  const held = await ctx.tx
    .selectFrom('case')
    .select(['age_group', 'status'])
    .where('id', '=', caseId)
    .where('lead_agency_id', '=', ctx.actor.agencyId)
    .forShare()
    .executeTakeFirst()
  return held ? ok({ ageGroup: held.age_group, open: held.status === 'open' }) : refuse('case.not-lead')
}

/** The plan, held until the end of the transaction: two changes at once are made one after the other. */
export async function lockPlan(ctx: Ctx, input: { caseId: string; version?: number }): Promise<Result<PlanRow>> {
  const led = await ledCase(ctx, input.caseId)
  if (!led.ok) return led
  const row = await ctx.tx
    .selectFrom('support_plan')
    .selectAll()
    .where('case_id', '=', input.caseId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return refuse('plan.not-found')
  if (input.version !== undefined && input.version !== row.version) {
    return refuse('plan.stale', { version: row.version })
  }
  return ok({ ...row, age_group: led.value.ageGroup, case_status: led.value.open ? 'open' : 'closed' })
}

/** The plan where its content may change: neither it nor its case is closed. */
export async function openPlan(ctx: Ctx, caseId: string): Promise<Result<PlanRow>> {
  const plan = await lockPlan(ctx, { caseId })
  if (!plan.ok) return plan
  if (plan.value.case_status === 'closed') return refuse('case.closed')
  return plan.value.status === 'closed' ? refuse('plan.closed') : plan
}

type Change = Updateable<Tables['support_plan']>

export async function changePlan(ctx: Ctx, plan: PlanRow, change: Change): Promise<{ id: string; version: number }> {
  const version = plan.version + 1
  await ctx.tx
    .updateTable('support_plan')
    .set({ ...change, version })
    .where('case_id', '=', plan.case_id)
    .execute()
  return { id: plan.case_id, version }
}

/** Who changes what the plan says is its author from then on, and an agreement to older words no longer fits its version. */
export const rewritten = (ctx: Ctx, plan: PlanRow) => changePlan(ctx, plan, { author_id: ctx.actor.userId })

/** One step of the whole plan. */
export async function stepPlan(
  ctx: Ctx,
  plan: PlanRow,
  step: PlanStep,
  change: Change = {},
): Promise<Result<{ id: string; version: number }>> {
  const status = takePlanStep(plan.status, step)
  if (!status.ok) return status
  return ok(await changePlan(ctx, plan, { ...change, status: status.value }))
}

type Said = { caseId: string; subject: Subject; recordId: string; text: string | undefined }

/** Keeps what was said, as ciphertext; appended, so that nobody's words are rewritten. */
export async function keepWords(ctx: Ctx, { caseId, subject, recordId, text }: Said): Promise<void> {
  if (!text) return
  const key = await dataKey(ctx, caseId, 'full')
  if (!key) throw new Error('a lead without the key of the whole record')
  const id = ctx.newId()
  await ctx.tx
    .insertInto('plan_words')
    .values({
      id,
      case_id: caseId,
      subject,
      record_id: recordId,
      written_by: ctx.actor.userId,
      written_at: ctx.now,
      sealed: sealText(key, text, wordsPlace(id)),
    })
    .execute()
}

type Named = { caseId: string; serviceId: string; version: number }
export type LockedService = ServiceRow & { shown: ServiceStatus; carried: Referred | null }

/** A service of a plan, held until the end of the transaction, with the state that its referral gives it. */
export async function lockService(ctx: Ctx, named: Named): Promise<Result<LockedService>> {
  const row = await ctx.tx
    .selectFrom('plan_service')
    .selectAll()
    .where('id', '=', named.serviceId)
    .where('case_id', '=', named.caseId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return refuse('service.not-found')
  if (row.version !== named.version) return refuse('service.stale', { version: row.version })
  const carried = row.referral_id ? await referralOf(ctx, row.referral_id) : null
  return ok({ ...row, carried, shown: serviceStatus(row.status, carried) })
}

async function referralOf(ctx: Ctx, referralId: string): Promise<Referred | null> {
  const row = await ctx.tx
    .selectFrom('referral')
    .select(['status', 'expires_at', 'outcome'])
    .where('id', '=', referralId)
    .executeTakeFirst()
  return row
    ? { status: statusAt({ status: row.status, expiresAt: row.expires_at }, ctx.now), outcome: row.outcome }
    : null
}

export async function changeService(
  ctx: Ctx,
  row: ServiceRow,
  change: Updateable<Tables['plan_service']>,
): Promise<{ id: string; version: number }> {
  const version = row.version + 1
  await ctx.tx
    .updateTable('plan_service')
    .set({ ...change, version })
    .where('id', '=', row.id)
    .execute()
  return { id: row.id, version }
}
