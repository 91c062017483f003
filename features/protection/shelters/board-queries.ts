import { sql } from 'kysely'
import type { Ctx } from '#server/db/transact.ts'

export type Shelter = { id: string; agencyId: string; code: string; region: string; languages: string[] }

const SHELTER = ['id', 'agency_id as agencyId', 'code', 'region', 'languages'] as const

const MOST_SHELTERS = 50

/** The shelters that the acting agency runs. */
export async function ownShelters(ctx: Ctx): Promise<Shelter[]> {
  return await ctx.tx
    .selectFrom('shelter')
    .select(SHELTER)
    .where('agency_id', '=', ctx.actor.agencyId)
    .orderBy('code')
    .orderBy('id')
    .limit(MOST_SHELTERS)
    .execute()
}

/** One shelter that the acting agency runs; null where it is another's, or nobody's. */
export async function ownShelter(ctx: Ctx, shelterId: string): Promise<Shelter | null> {
  const query = ctx.tx.selectFrom('shelter').select(SHELTER).where('agency_id', '=', ctx.actor.agencyId)
  return (await query.where('id', '=', shelterId).executeTakeFirst()) ?? null
}

export type OwnBed = { id: string; label: string; stepFree: boolean; inService: boolean }
export type OwnUnit = { id: string; shelterId: string; label: string; personGroup: string; beds: OwnBed[] }

type UnitRow = {
  id: string
  shelter_id: string
  label: string
  person_group: string
  bed_id: string | null
  bed_label: string
  step_free: boolean
  in_service: boolean
}

const MOST_BEDS = 2000

/** The units of the acting agency's shelters with their beds, or those of one shelter. */
export async function ownUnits(ctx: Ctx, shelterId?: string): Promise<OwnUnit[]> {
  const { rows } = await sql<UnitRow>`
    select u.id, u.shelter_id, u.label, u.person_group, b.id as bed_id, b.label as bed_label, b.step_free, b.in_service
      from aman.shelter s
      join aman.shelter_unit u on u.shelter_id = s.id
      left join aman.bed b on b.unit_id = u.id
     where s.agency_id = ${ctx.actor.agencyId}
       ${shelterId ? sql`and s.id = ${shelterId}` : sql``}
     order by s.code, s.id, u.label, u.id, b.label
     limit ${MOST_BEDS}`.execute(ctx.tx)
  const units = new Map<string, OwnUnit>()
  for (const row of rows) {
    const unit = units.get(row.id) ?? {
      id: row.id,
      shelterId: row.shelter_id,
      label: row.label,
      personGroup: row.person_group,
      beds: [],
    }
    units.set(row.id, unit)
    const { bed_id: id, bed_label: label, step_free: stepFree, in_service: inService } = row
    if (id) unit.beds.push({ id, label, stepFree, inService })
  }
  return [...units.values()]
}

export type Waiting = {
  referralId: string
  codeName: string
  fromName: string
  status: 'sent' | 'accepted'
  urgency: string
  personGroup: string | null
  stepFree: boolean | null
  languages: string[] | null
  answerDueAt: Date | null
}

const MOST_WAITING = 50

/** People referred for shelter to the acting agency who have no bed here yet: those whose answer is due first come first. */
export async function waitingForBed(ctx: Ctx): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select r.id as "referralId", r.code_name as "codeName", a.name as "fromName", r.status, r.urgency,
           n.person_group as "personGroup", n.step_free as "stepFree", n.languages, r.answer_due_at as "answerDueAt"
      from aman.referral r
      left join aman.referral_need n on n.referral_id = r.id
      join aman.agency a on a.id = r.from_agency_id
     where r.to_agency_id = ${ctx.actor.agencyId} and r.service = 'shelter'
       and (r.status = 'accepted' or (r.status = 'sent' and r.expires_at > ${ctx.now}))
       and not exists (select from aman.bed_use u
         where u.referral_id = r.id and u.kind = 'placement' and u.during @> ${ctx.now}::timestamptz)
     order by r.answer_due_at, r.id
     limit ${MOST_WAITING}`.execute(ctx.tx)
  if (rows.length > 0)
    ctx.audit(
      'referral.listed',
      rows.map(row => row.referralId),
      { box: 'in' },
    )
  return rows
}

export type Use = {
  id: string
  kind: 'hold' | 'placement'
  caseId: string
  codeName: string
  referralId: string | null
  bedId: string
  bedLabel: string
  unitLabel: string
  shelterId: string
  shelterCode: string
  region: string
  agencyId: string
  madeByAgencyId: string
  since: Date | null
  until: Date | null
  endedReason: string | null
  open: boolean
}

/** One hold or stay, for its shelter's manager and for who sees the case. */
export async function readUse(ctx: Ctx, useId: string, kind: Use['kind']): Promise<Use | null> {
  const { rows } = await sql<Use>`
    select u.id, u.kind, u.case_id as "caseId", u.code_name as "codeName", u.referral_id as "referralId",
           b.id as "bedId", b.label as "bedLabel", n.label as "unitLabel", s.id as "shelterId", s.code as "shelterCode",
           s.region, s.agency_id as "agencyId", u.made_by_agency_id as "madeByAgencyId", lower(u.during) as since,
           upper(u.during) as until, u.ended_reason as "endedReason", u.during @> ${ctx.now}::timestamptz as open
      from aman.bed_use u
      join aman.bed b on b.id = u.bed_id
      join aman.shelter_unit n on n.id = b.unit_id
      join aman.shelter s on s.id = u.shelter_id
     where u.id = ${useId} and u.kind = ${kind}`.execute(ctx.tx)
  const found = rows[0]
  if (!found) return null
  ctx.look(found.caseId, 'bed')
  return found
}
