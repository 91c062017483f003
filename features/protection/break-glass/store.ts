import { sql } from 'kysely'
import type { Ctx } from '#server/db/transact.ts'
import { dataKey, resealed } from '#server/keys/data-keys.ts'
import { sealText } from '#server/keys/seal.ts'
import { reviewPlace, wordsPlace } from './queries.ts'
import type { OpenInEmergency } from './record.ts'

type Outcome = 'found' | 'not-found' | 'own-case' | 'barred' | 'too-many'

/** Asks for a code name past the policies. That it was asked is noted before anything is looked up. */
export async function tryCodeName(ctx: Ctx, codeName: string): Promise<{ outcome: Outcome; caseId: string | null }> {
  const { rows } = await sql<{ outcome: Outcome; case_id: string | null }>`
    select * from aman.try_break_glass(${codeName})`.execute(ctx.tx)
  return { outcome: rows[0]?.outcome ?? 'not-found', caseId: rows[0]?.case_id ?? null }
}

export async function holds(ctx: Ctx, caseId: string, depth: string): Promise<boolean> {
  const { rows } = await sql<{ holds: boolean }>`select aman.holds(${caseId}, ${depth}::aman.depth) as holds`.execute(
    ctx.tx,
  )
  return rows[0]?.holds === true
}

export async function insertOpening(ctx: Ctx, id: string, { reason, depth, hours }: OpenInEmergency): Promise<void> {
  await sql`select aman.open_break_glass(${id}, ${ctx.newId()}, ${reason}, ${depth}::aman.depth, ${hours}::int)`.execute(
    ctx.tx,
  )
}

type LeadKey = { lead_agency_id: string; depth: 'identity' | 'full'; sealed: Buffer; key_version: number }

/** The lead's keys, sealed anew to the colleague's agency; her words go under the first of them. */
export async function lendKeys(ctx: Ctx, id: string, caseId: string, words: string): Promise<void> {
  const { rows } = await sql<LeadKey>`select * from aman.break_glass_keys(${id}) order by depth`.execute(ctx.tx)
  for (const { lead_agency_id: from, depth, ...held } of rows) {
    const lent = await resealed(ctx, { subjectId: caseId, depth, ...held }, { from, to: ctx.actor.agencyId })
    await sql`select aman.lend_break_glass_key(${id}, ${depth}::aman.depth, ${lent.sealed}, ${lent.version}::int)`.execute(
      ctx.tx,
    )
    if (depth === 'identity') {
      await sql`select aman.say_break_glass(${id}, ${sealText(lent.key, words, wordsPlace(id))})`.execute(ctx.tx)
    }
  }
}

export async function endOpening(ctx: Ctx, id: string): Promise<boolean> {
  const { rows } = await sql<{ ended: boolean }>`select aman.end_break_glass(${id}) as ended`.execute(ctx.tx)
  return rows[0]?.ended === true
}

type Judged = { id: string; caseId: string; finding: string; words: string | undefined }

export async function insertReview(ctx: Ctx, { id, caseId, finding, words }: Judged): Promise<void> {
  const key = words ? await dataKey(ctx, caseId, 'identity') : null
  const sealed = key && words ? sealText(key, words, reviewPlace(id)) : null
  await sql`select aman.review_break_glass(${id}, ${finding}, ${sealed}::bytea)`.execute(ctx.tx)
}
