import { sql } from 'kysely'
import { inOrder } from '#domain/services/goals.ts'
import { HURDLE_RULES } from '#domain/services/return.ts'
import type { Ctx } from '#server/db/transact.ts'
import { dataKey } from '#server/keys/data-keys.ts'
import { unsealText } from '#server/keys/seal.ts'
import type { PlanOut, ReturnOut } from './answers.ts'
import { wordsPlace } from './store.ts'
import { returnJudged } from './why-no-return.ts'

const iso = (at: Date | null) => at?.toISOString() ?? null

/** Read of each kind, so that no plan makes a page without end. */
const MOST = 100

type Told = Pick<PlanOut, 'needs' | 'dangers' | 'goals' | 'agreements' | 'reviews' | 'followUps' | 'homecoming'>

/** What takes a grant of the whole record. Without one the policies answer nothing, and nothing is asked. */
export async function toldOf(ctx: Ctx, seen: { id: string; whole: boolean }): Promise<Told> {
  const nothing: Told = {
    needs: null,
    dangers: null,
    goals: [],
    agreements: [],
    reviews: [],
    followUps: [],
    homecoming: null,
  }
  if (!seen.whole) return nothing
  const words = await wordsOf(ctx, seen.id)
  const [needs, dangers, goals, agreements, reviews, followUps, homecoming] = await Promise.all([
    assessed(ctx, seen.id, 'need', words),
    assessed(ctx, seen.id, 'risk', words),
    goalsOf(ctx, seen.id, words),
    agreementsOf(ctx, seen.id, words),
    reviewsOf(ctx, seen.id, words),
    followUpsOf(ctx, seen.id),
    homecomingOf(ctx, seen.id),
  ])
  return { needs, dangers, goals, agreements, reviews, followUps, homecoming }
}

type Words = ReadonlyMap<string, string>

/** The newest words of each record. */
async function wordsOf(ctx: Ctx, caseId: string): Promise<Words> {
  const key = await dataKey(ctx, caseId, 'full')
  if (!key) return new Map()
  const { rows } = await sql<{ id: string; record_id: string; sealed: Buffer }>`
    select distinct on (record_id) id, record_id, sealed from aman.plan_words
     where case_id = ${caseId} order by record_id, nr desc limit ${4 * MOST}`.execute(ctx.tx)
  return new Map(rows.map(row => [row.record_id, unsealText(key, row.sealed, wordsPlace(row.id))]))
}

async function assessed(ctx: Ctx, caseId: string, kind: 'need' | 'risk', words: Words) {
  const row = await ctx.tx
    .selectFrom('plan_assessment')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('kind', '=', kind)
    .orderBy('nr', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  const { id, levels, reasons } = row
  return { id, levels, reasons, assessedAt: row.assessed_at.toISOString(), note: words.get(id) ?? null }
}

async function goalsOf(ctx: Ctx, caseId: string, words: Words): Promise<PlanOut['goals']> {
  const rows = await ctx.tx
    .selectFrom('plan_goal')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('id')
    .limit(MOST)
    .execute()
  return inOrder(rows).map(({ id, voice, priority, status, version, made_at }) => ({
    id,
    voice,
    priority,
    status,
    version,
    madeAt: made_at.toISOString(),
    text: words.get(id) ?? '',
  }))
}

async function agreementsOf(ctx: Ctx, caseId: string, words: Words): Promise<PlanOut['agreements']> {
  const rows = await ctx.tx
    .selectFrom('plan_agreement')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute()
  return rows.map(row => ({
    id: row.id,
    givenBy: row.given_by,
    childView: row.child_view,
    how: row.how,
    agreedAt: row.agreed_at.toISOString(),
    words: words.get(row.id) ?? null,
  }))
}

async function reviewsOf(ctx: Ctx, caseId: string, words: Words): Promise<PlanOut['reviews']> {
  const rows = await ctx.tx
    .selectFrom('plan_review')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('dropped_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute()
  return rows.map(row => ({
    id: row.id,
    authorId: row.author_id,
    askedBy: row.asked_by,
    askedAt: row.asked_at.toISOString(),
    decision: row.decision,
    decidedAt: iso(row.decided_at),
    words: words.get(row.id) ?? null,
  }))
}

async function followUpsOf(ctx: Ctx, caseId: string): Promise<PlanOut['followUps']> {
  const rows = await ctx.tx
    .selectFrom('plan_follow_up')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('dropped_at', 'is', null)
    .orderBy('due_at')
    .limit(MOST)
    .execute()
  return rows.map(({ id, months, due_at, outcome, done_at }) => ({
    id,
    months,
    dueAt: due_at.toISOString(),
    overdue: outcome === null && due_at <= ctx.now,
    outcome,
    doneAt: iso(done_at),
  }))
}

async function homecomingOf(ctx: Ctx, caseId: string): Promise<ReturnOut | null> {
  const judged = await returnJudged(ctx, caseId)
  if (!judged) return null
  return {
    judgedAt: judged.judgedAt.toISOString(),
    mayGo: judged.mayGo && judged.hurdles.length === 0,
    hurdles: judged.hurdles.map(hurdle => ({ hurdle, rule: HURDLE_RULES[hurdle] })),
  }
}
