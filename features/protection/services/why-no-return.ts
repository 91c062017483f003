import { permits } from '#domain/consent/consent.ts'
import { dangerIn } from '#domain/services/dangers.ts'
import { HURDLE_RULES, type Hurdle, mayReturn, type ReturnFacts } from '#domain/services/return.ts'
import { type Refusal, refuse } from '#domain/shared/result.ts'
import { readConsents } from '#features/protection/consent/read-consents.ts'
import type { Ctx } from '#server/db/transact.ts'

/** The refusal that each hurdle is. The compiler asks for a line when a hurdle is added. */
const REFUSALS: Record<Hurdle, (detail: unknown) => Refusal> = {
  'not-own-wish': detail => refuse('return.not-own-wish', detail),
  'no-consent': detail => refuse('return.no-consent', detail),
  'too-early': detail => refuse('return.too-early', detail),
  'not-assessed': detail => refuse('return.not-assessed', detail),
  endangers: detail => refuse('return.endangers', detail),
  'child-not-agreed': detail => refuse('return.child-not-agreed', detail),
  'nobody-receives': detail => refuse('return.nobody-receives', detail),
  'not-best-interest': detail => refuse('return.not-best-interest', detail),
}

/** Why the person may not be sent back now; null where the newest judgement still carries it. Asked at every step of a return. */
export async function whyNoReturn(ctx: Ctx, caseId: string): Promise<Refusal | null> {
  const judged = await returnJudged(ctx, caseId)
  if (!judged) return refuse('return.not-judged')
  const [first] = judged.hurdles
  if (first) return REFUSALS[first]({ hurdles: judged.hurdles, rule: HURDLE_RULES[first] })
  // The facts of today would carry it, and the judgement of that day did not: somebody judges anew.
  return judged.mayGo ? null : refuse('return.not-judged')
}

export type Judged = { mayGo: boolean; judgedAt: Date; hurdles: Hurdle[] }

/** The newest judgement, by its own facts and by what has changed since: dangers, consent, age. */
export async function returnJudged(ctx: Ctx, caseId: string): Promise<Judged | null> {
  const row = await ctx.tx
    .selectFrom('plan_return as r')
    .innerJoin('case', 'case.id', 'r.case_id')
    .selectAll('r')
    .select('case.age_group as age_now')
    .where('r.case_id', '=', caseId)
    .orderBy('r.nr', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  const known = await knownOfReturn(ctx, caseId)
  const facts: ReturnFacts = {
    ageGroup: row.age_now,
    wish: row.wish,
    consentStands: row.consent_id !== null && known.consentIds.includes(row.consent_id),
    services: row.services,
    proceedings: row.proceedings,
    // A look at the dangers that came after the judgement undoes it until somebody judges on it.
    danger: known.danger,
    assessedAt: known.assessmentId === row.assessment_id ? known.assessedAt : null,
    consentAge: row.consent_age,
    childAgrees: row.child_agrees,
    received: row.received,
    bestInterest: row.best_interest,
  }
  const days = ctx.house.country.supportPlan.returnAssessmentDays
  return { mayGo: row.may_go, judgedAt: row.recorded_at, hurdles: mayReturn(facts, days, ctx.now) }
}

/** What the records say by themselves: the newest look at the dangers, and the consents to cross the border that stand. */
export async function knownOfReturn(ctx: Ctx, caseId: string) {
  const [assessed, consents] = await Promise.all([
    ctx.tx
      .selectFrom('plan_assessment')
      .select(['id', 'levels', 'assessed_at'])
      .where('case_id', '=', caseId)
      .where('kind', '=', 'risk')
      .orderBy('nr', 'desc')
      .limit(1)
      .executeTakeFirst(),
    yesToReturn(ctx, caseId),
  ])
  return {
    danger: dangerIn(assessed?.levels ?? {}, 'on-return'),
    assessmentId: assessed?.id ?? null,
    assessedAt: assessed?.assessed_at ?? null,
    /** Newest first. */
    consentIds: consents,
  }
}

/** Consents to cross the border that stand. An adult's return rests on her own yes; nobody gives it for her. */
async function yesToReturn(ctx: Ctx, caseId: string): Promise<string[]> {
  const [answers, found] = await Promise.all([
    readConsents(ctx, caseId),
    ctx.tx.selectFrom('case').select('age_group').where('id', '=', caseId).executeTakeFirst(),
  ])
  return answers
    .filter(each => each.purpose === 'cross-border-transfer' && permits(each, ctx.now))
    .filter(each => each.givenBy === 'self' || found?.age_group !== 'adult')
    .map(each => each.id)
}
