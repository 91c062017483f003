import type { Bed } from '#domain/shelters/match.ts'
import type { Ctx } from '#server/db/transact.ts'
import { sql } from 'kysely'

export type FoundBed = Bed & { id: string; agencyId: string; label: string }

export async function findBed(ctx: Ctx, bedId: string): Promise<FoundBed | null> {
  const row = await ctx.tx
    .selectFrom('bed')
    .innerJoin('shelter_unit', 'shelter_unit.id', 'bed.unit_id')
    .innerJoin('shelter', 'shelter.id', 'bed.shelter_id')
    .select(['bed.id', 'bed.agency_id', 'bed.label', 'bed.step_free', 'bed.in_service'])
    .select(['shelter_unit.person_group', 'shelter.languages', 'bed.shelter_id'])
    .where('bed.id', '=', bedId)
    .executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    agencyId: row.agency_id,
    shelterId: row.shelter_id,
    label: row.label,
    group: row.person_group,
    stepFree: row.step_free,
    inService: row.in_service,
    languages: row.languages,
  }
}

type NewUse = {
  id: string
  kind: 'hold' | 'placement'
  bed: FoundBed
  caseId: string
  codeName: string
  referralId: string | null
  until: Date | null
}

export async function insertUse(ctx: Ctx, use: NewUse): Promise<void> {
  await ctx.tx
    .insertInto('bed_use')
    .values({
      id: use.id,
      kind: use.kind,
      bed_id: use.bed.id,
      shelter_id: use.bed.shelterId,
      agency_id: use.bed.agencyId,
      case_id: use.caseId,
      referral_id: use.referralId,
      code_name: use.codeName,
      during: sql<string>`tstzrange(${ctx.now}::timestamptz, ${use.until}::timestamptz)`,
      made_by: ctx.actor.userId,
      made_by_agency_id: ctx.actor.agencyId,
    })
    .execute()
}

export type OpenUse = {
  id: string
  bed_id: string
  agency_id: string
  made_by_agency_id: string
  case_id: string
  referral_id: string | null
  code_name: string
}

/** A hold or placement that runs now, held until the end of the transaction. */
export async function lockOpenUse(ctx: Ctx, useId: string, kind: 'hold' | 'placement'): Promise<OpenUse | null> {
  const { rows } = await sql<OpenUse>`
    select id, bed_id, agency_id, made_by_agency_id, case_id, referral_id, code_name
      from aman.bed_use
     where id = ${useId} and kind = ${kind} and during @> ${ctx.now}::timestamptz for update`.execute(ctx.tx)
  return rows[0] ?? null
}

export async function endUse(ctx: Ctx, useId: string, reason: string): Promise<void> {
  await sql`
    update aman.bed_use
       set during = tstzrange(lower(during), greatest(lower(during), ${ctx.now}::timestamptz)), ended_reason = ${reason}
     where id = ${useId}`.execute(ctx.tx)
}

/** A hold of this bed for this case makes way for the placement that it was kept for. */
export async function endHoldFor(ctx: Ctx, bedId: string, caseId: string): Promise<void> {
  await sql`
    update aman.bed_use
       set during = tstzrange(lower(during), greatest(lower(during), ${ctx.now}::timestamptz)), ended_reason = 'placed'
     where bed_id = ${bedId} and case_id = ${caseId} and kind = 'hold' and during @> ${ctx.now}::timestamptz`.execute(ctx.tx)
}
