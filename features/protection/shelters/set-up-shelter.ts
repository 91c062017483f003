import type { z } from 'zod'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { sealText } from '#server/keys/seal.ts'
import { addressPlace } from './queries.ts'
import type { AddShelter, AddUnit, ChangeAddress, ChangeBed } from './record.ts'

/** A shelter is known to others by its code and region; the address is sealed and stays with its own staff. */
export async function addShelter(ctx: Ctx, input: z.output<typeof AddShelter>): Promise<Result<{ id: string }>> {
  const id = ctx.newId()
  const { agencyId } = ctx.actor
  await ctx.tx
    .insertInto('shelter')
    .values({ id, agency_id: agencyId, code: input.code, region: input.region, languages: input.languages })
    .execute()
  const address = await sealAddress(ctx, id, input.address)
  await ctx.tx
    .insertInto('shelter_address')
    .values({ shelter_id: id, agency_id: agencyId, ...address })
    .execute()
  ctx.audit('shelter.added', id)
  return ok({ id })
}

async function sealAddress(ctx: Ctx, shelterId: string, address: string) {
  const { key, version } = await ctx.keys.agencyKey(ctx.tx, ctx.actor.agencyId)
  return { sealed: sealText(key, address, addressPlace(shelterId)), key_version: version }
}

export async function changeAddress(ctx: Ctx, input: z.output<typeof ChangeAddress>): Promise<Result<{ id: string }>> {
  const changed = await ctx.tx
    .updateTable('shelter_address')
    .set(await sealAddress(ctx, input.shelterId, input.address))
    .where('shelter_id', '=', input.shelterId)
    .where('agency_id', '=', ctx.actor.agencyId)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) return refuse('shelter.not-found')
  ctx.audit('shelter.address-changed', input.shelterId)
  return ok({ id: input.shelterId })
}

export async function addUnit(ctx: Ctx, input: z.output<typeof AddUnit>): Promise<Result<{ id: string }>> {
  const shelter = await ctx.tx
    .selectFrom('shelter')
    .select(['id', 'agency_id'])
    .where('id', '=', input.shelterId)
    .executeTakeFirst()
  if (shelter?.agency_id !== ctx.actor.agencyId) return refuse('shelter.not-found')
  const id = ctx.newId()
  const own = { shelter_id: shelter.id, agency_id: ctx.actor.agencyId }
  await ctx.tx
    .insertInto('shelter_unit')
    .values({ id, ...own, label: input.label, person_group: input.personGroup })
    .execute()
  const beds = Array.from({ length: input.beds }, (_, index) => ({
    id: ctx.newId(),
    unit_id: id,
    ...own,
    label: String(index + 1).padStart(2, '0'),
    step_free: index < input.stepFreeBeds,
  }))
  await ctx.tx.insertInto('bed').values(beds).execute()
  ctx.audit('shelter.unit-added', [shelter.id, id], { beds: beds.length })
  return ok({ id })
}

export async function changeBed(ctx: Ctx, input: z.output<typeof ChangeBed>): Promise<Result<{ id: string }>> {
  const changed = await ctx.tx
    .updateTable('bed')
    .set({ in_service: input.inService, step_free: input.stepFree })
    .where('id', '=', input.bedId)
    .where('agency_id', '=', ctx.actor.agencyId)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) return refuse('bed.not-found')
  ctx.audit('bed.changed', input.bedId, { inService: input.inService })
  return ok({ id: input.bedId })
}
