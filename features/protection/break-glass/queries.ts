import { sql } from 'kysely'
import {
  barredUntil,
  type Emergency,
  type Finding,
  type Opening,
  reviewDue,
  reviewOverdue,
  stateOf,
} from '#domain/access/break-glass.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { dataKey } from '#server/keys/data-keys.ts'
import { unsealText } from '#server/keys/seal.ts'
import type { BreakGlassOut } from './record.ts'

export const wordsPlace = (id: string) => `break_glass_words|sealed|${id}`
export const reviewPlace = (id: string) => `break_glass_review|sealed|${id}`

type Row = {
  id: string
  case_id: string
  code_name: string
  agency_id: string
  agency_name: string
  user_id: string
  reason: Emergency
  depth: 'identity' | 'full'
  opened_at: Date
  ends_at: Date
  ended_at: Date | null
  finding: Finding | null
  reviewed_at: Date | null
  led: boolean
}

const SELECT = sql`
  select b.id, b.case_id, b.code_name, b.agency_id, a.name as agency_name, b.user_id, b.reason, b.depth, b.opened_at, b.ends_at,
         b.ended_at, r.finding, r.reviewed_at, aman.leads(b.case_id) and aman.works_cases() as led
    from aman.break_glass b
    join aman.agency a on a.id = b.agency_id
    left join aman.break_glass_review r on r.break_glass_id = b.id`

const openingIn = (row: Row): Opening => ({
  openedAt: row.opened_at,
  endsAt: row.ends_at,
  endedAt: row.ended_at,
  review: row.finding && row.reviewed_at ? { finding: row.finding, reviewedAt: row.reviewed_at } : null,
})

function viewOf(row: Row, now: Date): BreakGlassOut {
  const opening = openingIn(row)
  return {
    id: row.id,
    caseId: row.case_id,
    codeName: row.code_name,
    agencyId: row.agency_id,
    agencyName: row.agency_name,
    userId: row.user_id,
    reason: row.reason,
    depth: row.depth,
    state: stateOf(opening, now),
    openedAt: row.opened_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    reviewDueAt: reviewDue(opening).toISOString(),
    reviewOverdue: reviewOverdue(opening, now),
    finding: row.finding,
    reviewedAt: row.reviewed_at?.toISOString() ?? null,
    againFrom: barredUntil(opening)?.toISOString() ?? null,
  }
}

const one = async (ctx: Ctx, id: string): Promise<Row | undefined> =>
  (await sql<Row>`${SELECT} where b.id = ${id}`.execute(ctx.tx)).rows[0]

/** What the steps lean on, without what was written. */
export async function openingOf(ctx: Ctx, id: string) {
  const row = await one(ctx, id)
  return row ? { ...openingIn(row), caseId: row.case_id, userId: row.user_id, ledByActor: row.led } : null
}

/** The words of the colleague and of the reviewer: null where the acting agency holds no key any more. */
export type WholeBreakGlass = BreakGlassOut & {
  colleague: string
  colleagueRole: string
  words: string | null
  reviewWords: string | null
  ledByActor: boolean
}

export async function readBreakGlass(ctx: Ctx, id: string): Promise<Result<WholeBreakGlass>> {
  const row = await one(ctx, id)
  if (!row) return refuse('break-glass.not-found')
  ctx.look(row.case_id, 'break-glass', row.id)
  const colleague = await colleagueOf(ctx, id)
  return ok({ ...viewOf(row, ctx.now), ...colleague, ...(await wordsOf(ctx, row)), ledByActor: row.led })
}

async function colleagueOf(ctx: Ctx, id: string) {
  const { rows } = await sql<{ name: string; role: string }>`select * from aman.break_glass_colleague(${id})`.execute(
    ctx.tx,
  )
  return { colleague: rows[0]?.name ?? '', colleagueRole: rows[0]?.role ?? '' }
}

async function wordsOf(ctx: Ctx, { id, case_id }: Row) {
  const key = await dataKey(ctx, case_id, 'identity')
  const { rows } = await sql<{ words: Buffer | null; review: Buffer | null }>`
    select (select sealed from aman.break_glass_words where break_glass_id = ${id}) as words,
           (select sealed from aman.break_glass_review where break_glass_id = ${id}) as review`.execute(ctx.tx)
  const opened = (sealed: Buffer | null | undefined, place: string) =>
    key && sealed ? unsealText(key, sealed, place) : null
  return { words: opened(rows[0]?.words, wordsPlace(id)), reviewWords: opened(rows[0]?.review, reviewPlace(id)) }
}

/** The colleague's own, and those of cases that her agency leads; newest first. */
export async function listBreakGlass(
  ctx: Ctx,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: BreakGlassOut[]; next: string | null }> {
  const { rows } = await sql<Row>`${SELECT}
     ${cursor ? sql`where b.id < ${cursor}` : sql``} order by b.id desc limit ${limit + 1}`.execute(ctx.tx)
  const page = rows.slice(0, limit)
  if (page.length > 0)
    ctx.audit(
      'break-glass.listed',
      page.map(row => row.id),
    )
  return { items: page.map(row => viewOf(row, ctx.now)), next: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
}

const COUNTED_DAYS = 365

export type BreakGlassCounts = {
  opened: number
  running: number
  unreviewed: number
  overdue: number
  justified: number
  notJustified: number
  needsFollowUp: number
}

/** Of the last year, over the whole country: no agency, no person, no case. */
export async function countBreakGlass(ctx: Ctx): Promise<BreakGlassCounts> {
  const since = new Date(ctx.now.getTime() - COUNTED_DAYS * 86_400_000)
  const { rows } = await sql<BreakGlassCounts>`
    select opened, running, unreviewed, overdue, justified, not_justified as "notJustified", needs_follow_up as "needsFollowUp"
      from aman.break_glass_counts(${since})`.execute(ctx.tx)
  if (!rows[0]) throw new Error('no counts')
  ctx.audit('break-glass.counted', [])
  return rows[0]
}
