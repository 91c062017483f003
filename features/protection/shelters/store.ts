import { sql } from 'kysely'
import type { Bed, Need } from '#domain/shelters/match.ts'
import type { ReferralRow } from '#server/db/tables.ts'
import type { Ctx } from '#server/db/transact.ts'

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

/** What a person needs of a bed, as her referral says it; null where the acting agency may not see it any more. */
export function needOf(referral: ReferralRow): Need | null {
  const { person_group: group, step_free: stepFree, languages, avoid_shelters: avoidShelters } = referral
  if (group === null || stepFree === null || languages === null || avoidShelters === null) return null
  return { group, stepFree, languages, avoidShelters }
}

/**
 * Of a person who sleeps here and took back her consent nothing is known any more, and she may still have to leave a room in a hurry:
 * any bed that is in service serves.
 */
export const nothingKnown = (bed: Bed): Need => ({
  group: bed.group,
  stepFree: false,
  languages: [],
  avoidShelters: [],
})

type NewUse = {
  id: string
  kind: 'hold' | 'placement'
  bed: FoundBed
  caseId: string
  codeName: string
  referralId: string | null
  until: Date | null
}

/**
 * Takes a bed for a while. Who comes second waits and is then refused by the constraint: without the wait both would
 * have inserted before either looked, and PostgreSQL would end one as a deadlock, a second later.
 */
export async function insertUse(ctx: Ctx, use: NewUse): Promise<void> {
  await waitTurn(ctx, `bed ${use.bed.id}`)
  if (use.kind === 'placement') await waitTurn(ctx, `case ${use.caseId}`)
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

async function waitTurn(ctx: Ctx, what: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${what}, 0))`.execute(ctx.tx)
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

/** What was kept for a person here makes way for the bed that she is given. */
export async function endHoldsFor(ctx: Ctx, caseId: string): Promise<void> {
  await sql`
    update aman.bed_use
       set during = tstzrange(lower(during), greatest(lower(during), ${ctx.now}::timestamptz)), ended_reason = 'placed'
     where case_id = ${caseId} and agency_id = ${ctx.actor.agencyId} and kind = 'hold'
       and during @> ${ctx.now}::timestamptz`.execute(ctx.tx)
}

/** How many beds are held for a case now. */
export async function holdsOf(ctx: Ctx, caseId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from aman.bed_use
     where case_id = ${caseId} and kind = 'hold' and during @> ${ctx.now}::timestamptz`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}
