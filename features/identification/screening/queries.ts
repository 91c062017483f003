import { sql } from 'kysely'
import type { Answer } from '#domain/screening/score.ts'
import type { Prepared } from '#domain/sending/kept.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { dataKey } from '#server/keys/data-keys.ts'
import { unsealText } from '#server/keys/seal.ts'
import type { ScreeningView } from './asking.ts'
import type { ScreeningLine } from './record.ts'

export type ScreeningRow = {
  id: string
  agency_id: string
  case_id: string | null
  instrument: string
  instrument_version: number
  situation: string
  age_group: 'adult' | 'child' | 'uncertain'
  language: string
  place: string | null
  status: 'draft' | 'completed'
  answers: Record<string, Answer>
  finding: string | null
  next_step: string | null
  started_at: Date
  completed_at: Date | null
  version: number
}

export const notesPlace = (screeningId: string) => `screening_narrative|sealed|${screeningId}`

export const preparedPlace = (screeningId: string) => `screening_narrative|sealed_referral|${screeningId}`

const lineOf = (row: ScreeningRow): ScreeningLine => ({
  id: row.id,
  instrument: row.instrument,
  instrumentVersion: row.instrument_version,
  situation: row.situation,
  ageGroup: row.age_group,
  status: row.status,
  finding: row.finding,
  nextStep: row.next_step,
  caseId: row.case_id,
  startedAt: row.started_at.toISOString(),
  completedAt: row.completed_at?.toISOString() ?? null,
  version: row.version,
})

export const viewOf = (row: ScreeningRow, notes: Record<string, string>): ScreeningView => ({
  ...lineOf(row),
  agencyId: row.agency_id,
  language: row.language,
  place: row.place,
  answers: row.answers,
  notes,
})

/** One screening with its answers; the notes only for the agency that asked. */
export async function readScreening(ctx: Ctx, screeningId: string): Promise<Result<ScreeningView>> {
  const row = (await ctx.tx.selectFrom('screening').selectAll().where('id', '=', screeningId).executeTakeFirst()) as
    | ScreeningRow
    | undefined
  if (!row) return refuse('screening.not-found')
  const notes = await readNotes(ctx, screeningId)
  if (row.case_id) ctx.look(row.case_id, 'screening')
  else ctx.audit('screening.read', screeningId, { notes: Object.keys(notes).length })
  return ok(viewOf(row, notes))
}

export async function readNotes(ctx: Ctx, screeningId: string): Promise<Record<string, string>> {
  const row = await ctx.tx
    .selectFrom('screening_narrative')
    .select('sealed')
    .where('screening_id', '=', screeningId)
    .executeTakeFirst()
  const key = row ? await dataKey(ctx, screeningId, 'full') : null
  return row && key ? JSON.parse(unsealText(key, row.sealed, notesPlace(screeningId))) : {}
}

/** `toAgency`: its name now; null where it takes no referrals any more. */
export type PreparedThere = Prepared & { toAgency: string | null }

/** The referral that was prepared where the person was met, for the agency that screened her; null where there is none. */
export async function readPrepared(ctx: Ctx, screeningId: string): Promise<PreparedThere | null> {
  const row = await ctx.tx
    .selectFrom('screening_narrative')
    .select('sealed_referral')
    .where('screening_id', '=', screeningId)
    .executeTakeFirst()
  const key = row?.sealed_referral ? await dataKey(ctx, screeningId, 'full') : null
  if (!row?.sealed_referral || !key) return null
  const prepared: Prepared = JSON.parse(unsealText(key, row.sealed_referral, preparedPlace(screeningId)))
  const agency = await ctx.tx
    .selectFrom('agency')
    .select('name')
    .where('id', '=', prepared.toAgencyId)
    .where('status', '=', 'active')
    .executeTakeFirst()
  return { ...prepared, toAgency: agency?.name ?? null }
}

export type ScreeningFilter = { cursor?: string | undefined; limit: number; status?: string | undefined }

/** The acting agency's screenings, newest first, paged by id. */
export async function listScreenings(
  ctx: Ctx,
  filter: ScreeningFilter,
): Promise<{ items: ScreeningLine[]; next: string | null }> {
  const { rows } = await sql<ScreeningRow>`
    select * from aman.screening
     where agency_id = ${ctx.actor.agencyId}
       ${filter.cursor ? sql`and id < ${filter.cursor}` : sql``}
       ${filter.status ? sql`and status = ${filter.status}` : sql``}
     order by agency_id desc, id desc
     limit ${filter.limit + 1}`.execute(ctx.tx)
  const page = rows.slice(0, filter.limit)
  if (page.length > 0)
    ctx.audit(
      'screening.listed',
      page.map(row => row.id),
    )
  const last = page.at(-1)
  return { items: page.map(lineOf), next: rows.length > filter.limit && last ? last.id : null }
}
