import { permits } from '#domain/consent/consent.ts'
import type { Word } from '#domain/reflection/interview.ts'
import { saysYes } from '#domain/reflection/interview.ts'
import type { Decision } from '#domain/reflection/period.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import { readConsents } from '#features/protection/consent/read-consents.ts'
import type { Ctx } from '#server/db/transact.ts'
import { certificateOf } from './issue-certificate.ts'
import type { CertificateOut } from './record.ts'
import { type PeriodRow, periodOf } from './store.ts'

export type Choice = { id: string; decision: Decision; heardAt: string; heardBy: string }
export type Reflection = { row: PeriodRow | null; choices: Choice[]; certificates: CertificateOut[] }

const MOST = 50

/** The latest period of a case, as far as the acting colleague may see it: the policies decide what each part brings. */
export async function reflectionOf(ctx: Ctx, caseId: string): Promise<Reflection> {
  const [row, choices, certificates] = await Promise.all([
    ctx.tx
      .selectFrom('reflection')
      .selectAll()
      .where('case_id', '=', caseId)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst(),
    ctx.tx
      .selectFrom('reflection_choice as h')
      .innerJoin('agency', 'agency.id', 'h.agency_id')
      .select(['h.id', 'h.reflection_id', 'h.decision', 'h.heard_at', 'agency.name'])
      .where('h.case_id', '=', caseId)
      .orderBy('h.id', 'desc')
      .limit(MOST)
      .execute(),
    ctx.tx
      .selectFrom('reflection_certificate')
      .selectAll()
      .where('case_id', '=', caseId)
      .orderBy('id', 'desc')
      .limit(MOST)
      .execute(),
  ])
  // Who may see nothing of a period still sees the case that it would be of.
  ctx.look(caseId, row || choices.length > 0 ? 'reflection' : 'facts')
  if (certificates.length > 0) ctx.look(caseId, 'certificate')
  const ofThis = choices.filter(each => !row || each.reflection_id === row.id)
  return {
    row: row ?? null,
    choices: ofThis.map(each => ({
      id: each.id,
      decision: each.decision,
      heardAt: each.heard_at.toISOString(),
      heardBy: each.name,
    })),
    certificates: certificates.filter(each => each.reflection_id === row?.id).map(certificateOf),
  }
}

export async function readReflection(ctx: Ctx, caseId: string) {
  const found = await ctx.tx.selectFrom('case').select('id').where('id', '=', caseId).executeTakeFirst()
  if (!found) return refuse('case.not-found')
  const { row, choices, certificates } = await reflectionOf(ctx, caseId)
  return ok({ period: row && periodOf(ctx, row), choices, certificates })
}

export type Sharing = { consentId: string; name: string; clock: boolean; choice: boolean; stands: boolean }

/** The agencies that she agreed to let know something of her, and what of the period each of them sees. */
export async function sharingOf(ctx: Ctx, caseId: string, reflectionId: string): Promise<Sharing[]> {
  const [answers, shares] = await Promise.all([
    readConsents(ctx, caseId),
    ctx.tx
      .selectFrom('reflection_share')
      .select(['consent_id', 'part'])
      .where('reflection_id', '=', reflectionId)
      .limit(2 * MOST)
      .execute(),
  ])
  const shared = (consentId: string, part: string) =>
    shares.some(each => each.consent_id === consentId && each.part === part)
  return answers
    .filter(each => each.agreed && each.recipientName !== null)
    .map(each => ({
      consentId: each.id,
      name: each.recipientName ?? '',
      clock: shared(each.id, 'clock'),
      choice: shared(each.id, 'choice'),
      stands: permits(each, ctx.now),
    }))
}

/** What she said about the police since the period began, for those who follow her. */
export async function wordsOf(ctx: Ctx, period: PeriodRow, choices: readonly Choice[]): Promise<Word[]> {
  const answers = await ctx.tx
    .selectFrom('consent')
    .leftJoin('consent_withdrawal as w', 'w.consent_id', 'consent.id')
    .select(['agreed', 'recorded_at', 'valid_until', 'given_by', 'w.withdrawn_at'])
    .where('consent.case_id', '=', period.case_id)
    .where('purpose', '=', 'police-report')
    .orderBy('consent.id', 'desc')
    .limit(MOST)
    .execute()
  const asked = answers.filter(
    each =>
      each.given_by === 'self' && each.recorded_at >= period.began_at && (!each.agreed || each.valid_until > ctx.now),
  )
  const takenBack = answers.flatMap(each =>
    each.withdrawn_at && each.withdrawn_at >= period.began_at ? [{ at: each.withdrawn_at, yes: false }] : [],
  )
  return [
    ...choices.map(each => ({ at: new Date(each.heardAt), yes: saysYes(each.decision) })).toReversed(),
    ...asked.map(each => ({ at: each.recorded_at, yes: each.agreed })),
    ...takenBack,
  ]
}
