import { sql } from 'kysely'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { agencySealedPlace } from '#server/keys/agency-sealed.ts'
import { unsealText } from '#server/keys/seal.ts'
import type { BedState } from './record.ts'

export const addressPlace = (shelterId: string) => agencySealedPlace('shelter_address', shelterId)

export type FreeBed = { id: string; label: string; stepFree: boolean; state: BedState }
export type Unit = { id: string; label: string; personGroup: string; beds: FreeBed[] }
export type Available = {
  shelterId: string
  agencyId: string
  agencyName: string
  code: string
  region: string
  languages: string[]
  units: Unit[]
}

type AvailabilityRow = {
  shelter_id: string
  agency_id: string
  agency_name: string
  code: string
  region: string
  languages: string[]
  unit_id: string
  unit_label: string
  person_group: string
  bed_id: string
  bed_label: string
  step_free: boolean
  state: BedState
}

/** Which shelters have what free, with opaque bed numbers: nobody's name, no address. */
export async function availability(
  ctx: Ctx,
  wish: { region?: string | undefined; group?: string | undefined },
): Promise<Available[]> {
  const { rows } = await sql<AvailabilityRow>`
    select v.*, a.name as agency_name
      from aman.availability(${wish.region ?? null}::text, ${wish.group ?? null}::text) with ordinality v
      join aman.agency a on a.id = v.agency_id
     order by v.ordinality`.execute(ctx.tx)
  const shelters = new Map<string, Available>()
  for (const row of rows) {
    const shelter: Available = shelters.get(row.shelter_id) ?? {
      shelterId: row.shelter_id,
      agencyId: row.agency_id,
      agencyName: row.agency_name,
      code: row.code,
      region: row.region,
      languages: row.languages,
      units: [],
    }
    shelters.set(row.shelter_id, shelter)
    let unit = shelter.units.find(each => each.id === row.unit_id)
    if (!unit) {
      unit = { id: row.unit_id, label: row.unit_label, personGroup: row.person_group, beds: [] }
      shelter.units.push(unit)
    }
    unit.beds.push({ id: row.bed_id, label: row.bed_label, stepFree: row.step_free, state: row.state })
  }
  return [...shelters.values()]
}

export type Stay = {
  id: string
  kind: 'hold' | 'placement'
  bedId: string
  caseId: string
  codeName: string
  referralId: string | null
  since: Date
  until: Date | null
}

/** Who holds or sleeps in which bed of a shelter now. Empty for everybody but the shelter's own manager and the cases one may see. */
export async function staysNow(ctx: Ctx, shelterId: string): Promise<Stay[]> {
  const { rows } = await sql<{
    id: string
    kind: 'hold' | 'placement'
    bed_id: string
    case_id: string
    code_name: string
    referral_id: string | null
    since: Date
    until: Date | null
  }>`
    select id, kind, bed_id, case_id, code_name, referral_id, lower(during) as since, upper(during) as until
      from aman.bed_use
     where shelter_id = ${shelterId} and during @> ${ctx.now}::timestamptz
     order by id`.execute(ctx.tx)
  if (rows.length > 0)
    ctx.audit(
      'bed.stays-read',
      rows.map(row => row.case_id),
    )
  return rows.map(row => ({
    id: row.id,
    kind: row.kind,
    bedId: row.bed_id,
    caseId: row.case_id,
    codeName: row.code_name,
    referralId: row.referral_id,
    since: row.since,
    until: row.until,
  }))
}

/** The address, for the shelter's own manager and for the agency whose referral it has accepted. */
export async function readAddress(ctx: Ctx, shelterId: string): Promise<Result<{ address: string }>> {
  const row = await ctx.tx
    .selectFrom('shelter_address')
    .selectAll()
    .where('shelter_id', '=', shelterId)
    .executeTakeFirst()
  if (!row) return refuse('shelter.not-found')
  const { key } = await ctx.keys.agencyKey(ctx.tx, row.agency_id, row.key_version)
  ctx.audit('shelter.address-read', shelterId)
  return ok({ address: unsealText(key, row.sealed, addressPlace(shelterId)) })
}
