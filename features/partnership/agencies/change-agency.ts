import type { z } from 'zod'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { brokeConstraint } from '#server/db/client.ts'
import type { Ctx } from '#server/db/transact.ts'
import { readAgency } from './queries.ts'
import type { ChangeAgency, SetAgencyStatus } from './record.ts'

type Changed = { id: string; version: number }

export async function changeAgency(ctx: Ctx, input: z.output<typeof ChangeAgency>): Promise<Result<Changed>> {
  const { agencyId, version, ...facts } = input
  if (!ctx.house.country.agencyKinds.some(each => each.id === facts.kind)) return refuse('agency.kind-not-known')
  try {
    const row = await ctx.tx
      .updateTable('agency')
      .set({ ...facts, phone: facts.phone ?? null, version: version + 1 })
      .where('id', '=', agencyId)
      .where('version', '=', version)
      .returning(['id', 'version'])
      .executeTakeFirst()
    if (!row) return whyNot(ctx, agencyId)
    ctx.audit('agency.changed', agencyId)
    return ok(row)
  } catch (error) {
    if (brokeConstraint(error, 'agency_name_taken')) return refuse('agency.name-taken')
    throw error
  }
}

/** A suspended agency's people cannot act, and nobody can be referred to it; its records stay. */
export async function setAgencyStatus(ctx: Ctx, input: z.output<typeof SetAgencyStatus>): Promise<Result<Changed>> {
  if (input.agencyId === ctx.actor.agencyId && input.status === 'suspended') return refuse('agency.own-agency')
  const row = await ctx.tx
    .updateTable('agency')
    .set({ status: input.status, version: input.version + 1 })
    .where('id', '=', input.agencyId)
    .where('version', '=', input.version)
    .returning(['id', 'version'])
    .executeTakeFirst()
  if (!row) return whyNot(ctx, input.agencyId)
  ctx.house.bearers.forget()
  ctx.audit(input.status === 'suspended' ? 'agency.suspended' : 'agency.resumed', input.agencyId)
  return ok(row)
}

async function whyNot(ctx: Ctx, agencyId: string): Promise<Result<never>> {
  const found = await readAgency(ctx, agencyId)
  return found.ok ? refuse('agency.stale', { current: found.value }) : found
}
