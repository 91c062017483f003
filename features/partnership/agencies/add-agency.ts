import type { z } from 'zod'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { brokeConstraint } from '#server/db/client.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { AddAgency } from './record.ts'

/** Adds an agency to the directory and makes the key that its records will be sealed with. */
export async function addAgency(ctx: Ctx, input: z.output<typeof AddAgency>): Promise<Result<{ id: string }>> {
  const { country } = ctx.house
  if (!country.agencyKinds.some(each => each.id === input.kind)) return refuse('agency.kind-not-known')
  const id = ctx.newId()
  try {
    await ctx.tx
      .insertInto('agency')
      .values({
        id,
        kind: input.kind,
        name: input.name,
        region: input.region,
        country: input.country ?? country.iso2,
        languages: input.languages,
        services: input.services,
        groups: input.groups,
        phone: input.phone ?? null,
        created_at: ctx.now,
      })
      .execute()
  } catch (error) {
    if (brokeConstraint(error, 'agency_name_taken')) return refuse('agency.name-taken')
    throw error
  }
  await ctx.tx.insertInto('agency_key').values(ctx.keys.makeAgencyKey(id)).execute()
  ctx.audit('agency.added', id)
  return ok({ id })
}
