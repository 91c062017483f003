import { sql } from 'kysely'
import { type Misfit, misfits, type Need, sharesLanguage } from '#domain/shelters/match.ts'
import type { ReferralRow } from '#server/db/tables.ts'
import type { Ctx } from '#server/db/transact.ts'
import { nothingKnown } from './store.ts'

export type Choice = {
  bedId: string
  bedLabel: string
  unitLabel: string
  shelterId: string
  shelterCode: string
  personGroup: string
  stepFree: boolean
  sharesLanguage: boolean
  /** Kept for this very person. */
  keptForPerson: boolean
  reasons: Misfit[]
}

type BedRow = {
  bed_id: string
  bed_label: string
  unit_label: string
  shelter_id: string
  shelter_code: string
  languages: string[]
  person_group: string
  step_free: boolean
  in_service: boolean
  kept: boolean
}

const MOST = 500

/** The acting agency's beds that nobody else holds or sleeps in, each with the reasons why it would not fit. */
export async function bedsFor(ctx: Ctx, caseId: string, need: Need | null): Promise<Choice[]> {
  const { rows } = await sql<BedRow>`
    select b.id as bed_id, b.label as bed_label, n.label as unit_label, s.id as shelter_id, s.code as shelter_code,
           s.languages, n.person_group, b.step_free, b.in_service, u.id is not null as kept
      from aman.shelter s
      join aman.shelter_unit n on n.shelter_id = s.id
      join aman.bed b on b.unit_id = n.id
      left join aman.bed_use u on u.bed_id = b.id and u.during @> ${ctx.now}::timestamptz
     where s.agency_id = ${ctx.actor.agencyId} and (u.id is null or (u.kind = 'hold' and u.case_id = ${caseId}))
     order by kept desc, s.code, s.id, n.label, b.label
     limit ${MOST}`.execute(ctx.tx)
  return rows.map(row => {
    const bed = {
      shelterId: row.shelter_id,
      group: row.person_group,
      stepFree: row.step_free,
      inService: row.in_service,
      languages: row.languages,
    }
    const known = need ?? nothingKnown(bed)
    return {
      bedId: row.bed_id,
      bedLabel: row.bed_label,
      unitLabel: row.unit_label,
      shelterId: row.shelter_id,
      shelterCode: row.shelter_code,
      personGroup: row.person_group,
      stepFree: row.step_free,
      sharesLanguage: sharesLanguage(bed, known),
      keptForPerson: row.kept,
      reasons: misfits(bed, known),
    }
  })
}

/** A shelter referral that the acting agency received, to choose a bed for. */
export async function referralToPlace(ctx: Ctx, referralId: string): Promise<ReferralRow | null> {
  const row = await ctx.tx
    .selectFrom('referral')
    .leftJoin('referral_need as need', 'need.referral_id', 'referral.id')
    .selectAll('referral')
    .select(['need.person_group', 'need.step_free', 'need.languages', 'need.avoid_shelters'])
    .where('referral.id', '=', referralId)
    .where('to_agency_id', '=', ctx.actor.agencyId)
    .where('service', '=', 'shelter')
    .executeTakeFirst()
  if (row) ctx.look(row.case_id, 'referral')
  return row ?? null
}

export type HeldFor = { id: string; codeName: string; personGroup: string; stepFree: boolean; languages: string[] }

type CaseRow = { id: string; code_name: string; person_group: string; step_free: boolean; languages: string[] }

const heldFor = (row: CaseRow): HeldFor => ({
  id: row.id,
  codeName: row.code_name,
  personGroup: row.person_group,
  stepFree: row.step_free,
  languages: row.languages,
})

/** An open case that a bed may be kept for. */
export async function caseToHoldFor(ctx: Ctx, caseId: string): Promise<HeldFor | null> {
  const row = await ctx.tx
    .selectFrom('case')
    .select(['id', 'code_name', 'person_group', 'step_free', 'languages'])
    .where('id', '=', caseId)
    .where('status', '=', 'open')
    .executeTakeFirst()
  if (row) ctx.look(row.id, 'facts')
  return row ? heldFor(row) : null
}

/** The newest open cases by the beginning of their code name. Starts from the grants' index, as every list of cases does. */
export async function casesToHoldFor(ctx: Ctx, find: string): Promise<HeldFor[]> {
  const { rows } = await sql<CaseRow>`
    select distinct on (g.case_id) c.id, c.code_name, c.person_group, c.step_free, c.languages
      from aman.grant_of_access g
      join aman."case" c on c.id = g.case_id
     where g.agency_id = ${ctx.actor.agencyId} and g.depth >= 'coded' and g.valid @> ${ctx.now}::timestamptz
       and c.status = 'open' and starts_with(lower(c.code_name), lower(${find}))
     order by g.case_id desc
     limit 10`.execute(ctx.tx)
  if (rows.length > 0)
    ctx.audit(
      'case.listed',
      rows.map(row => row.id),
    )
  return rows.map(heldFor)
}
