import type pg from 'pg'
import { EXPLAINED } from '#domain/consent/consent.ts'
import type { Result } from '#domain/shared/result.ts'
import { recordConsent } from '#features/protection/consent/record-consent.ts'
import { acceptReferral } from '#features/protection/referrals/accept-referral.ts'
import { addGoal } from '#features/protection/services/add-goal.ts'
import { addService } from '#features/protection/services/add-service.ts'
import { agreePlan } from '#features/protection/services/agree-plan.ts'
import { arrangeService } from '#features/protection/services/arrange-service.ts'
import { askReview } from '#features/protection/services/ask-review.ts'
import { assessDangers, assessNeeds } from '#features/protection/services/assess.ts'
import { beginPlan } from '#features/protection/services/begin-plan.ts'
import { closePlan } from '#features/protection/services/close-plan.ts'
import { judgeReturn } from '#features/protection/services/judge-return.ts'
import { AssessDangers, AssessNeeds, JudgeReturn } from '#features/protection/services/record.ts'
import { beginService, endService } from '#features/protection/services/record-progress.ts'
import { reviewPlan } from '#features/protection/services/review-plan.ts'
import { type Actor, type Ctx, transact } from '#server/db/transact.ts'
import type { House } from '#server/house.ts'

/** Who plays: a case worker, the colleague who reviews, and who gives legal help, where there is somebody. */
export type Stage = { house: House; client: pg.Client; lead: Actor; second: Actor; helper: Actor | null }

const DAY = 86_400_000
const AGREEMENT = { givenBy: 'self', how: 'spoken', language: 'uz', interpreter: true } as const

/** Does verbs as somebody did them so many days ago. */
function ago({ house }: Stage, days: number) {
  const at = new Date(house.clock().getTime() - days * DAY)
  const then = { ...house, clock: () => at }
  return async <I, T>(actor: Actor, verb: (ctx: Ctx, input: I) => Promise<Result<T>>, input: I): Promise<T> => {
    const done = await transact(then, actor, ctx => verb(ctx, input))
    if (!done.ok) throw new Error(`the demonstration was refused: ${done.code}`)
    return done.value
  }
}

const dayAgo = ({ house }: Stage, days: number) =>
  new Date(house.clock().getTime() - days * DAY).toISOString().slice(0, 10)

async function versionOf({ client }: Stage, caseId: string): Promise<number> {
  const { rows } = await client.query('select version from aman.support_plan where case_id = $1', [caseId])
  return rows[0].version
}

/** Lived: a return to her daughter’s voice, legal help by another agency, a review that is late again. */
export async function livedPlan(stage: Stage, caseId: string): Promise<void> {
  const { lead, second } = stage
  const first = ago(stage, 30)
  await first(lead, beginPlan, { caseId })
  const goal = { caseId, voice: 'person' as const }
  await first(lead, addGoal, { ...goal, priority: 1, text: 'I want to hear my daughter’s voice every week' })
  await first(lead, addGoal, { ...goal, priority: 2, text: 'To have my passport in my own hands' })
  await first(lead, addGoal, { caseId, voice: 'worker', priority: 1, text: 'A doctor looks at the back pain' })
  const needs = { documents: 'acute', family: 'acute', psychological: 'present', health: 'present', housing: 'met' }
  await first(lead, assessNeeds, AssessNeeds.parse({ caseId, levels: { ...needs, legal: 'present' } }))
  const dangers = { traffickers: 'high', debt: 'medium', others: 'low', 'self-harm': 'none' }
  const reasons = ['debt-claimed', 'documents-withheld', 'own-word']
  await first(lead, assessDangers, AssessDangers.parse({ caseId, levels: dangers, reasons }))
  await first(lead, addService, { caseId, service: 'vocational' })
  const talks = await first(lead, addService, { caseId, service: 'psychological' })
  const begun = { caseId, serviceId: talks.id, version: talks.version, fromOn: dayAgo(stage, 27) }
  await ago(stage, 27)(lead, beginService, begun)
  await legalHelp(stage, caseId)
  const words = 'Yes. But please no calls in the evening'
  const agreed = { caseId, version: await versionOf(stage, caseId), ...AGREEMENT, words }
  const { version } = await ago(stage, 20)(lead, agreePlan, agreed)
  const asked = await ago(stage, 10)(lead, askReview, { caseId, version })
  const review = { caseId, version: asked.version, decision: 'approved' as const }
  await ago(stage, 9)(second, reviewPlan, { ...review, words: 'Ask again about the debt in a week' })
}

/** The legal help, with everything that sharing it takes: her consent, a referral, its acceptance. */
async function legalHelp(stage: Stage, caseId: string): Promise<void> {
  const { lead, helper, client } = stage
  if (!helper) return
  const toAgencyId = helper.agencyId
  const then = ago(stage, 26)
  const { id: serviceId, version } = await then(lead, addService, { caseId, service: 'legal' })
  await then(lead, recordConsent, {
    caseId,
    purpose: 'referral',
    recipientAgencyId: toAgencyId,
    depth: 'identity',
    agreed: true,
    givenBy: 'self',
    how: 'spoken',
    language: 'uz',
    interpreter: true,
    explained: [...EXPLAINED],
    validDays: 180,
  })
  const asked = await then(lead, arrangeService, { caseId, serviceId, version, toAgencyId, urgency: 'urgent' })
  const { rows } = await client.query('select referral_id from aman.plan_service where id = $1', [serviceId])
  const later = ago(stage, 25)
  await later(helper, acceptReferral, { referralId: rows[0].referral_id })
  await later(helper, beginService, { caseId, serviceId, version: asked.version, fromOn: dayAgo(stage, 25) })
}

/** Ended well, with a talk that is due. */
export async function endedPlan(stage: Stage, caseId: string): Promise<void> {
  const { lead } = stage
  const first = ago(stage, 48)
  await first(lead, beginPlan, { caseId })
  await first(lead, addGoal, {
    caseId,
    voice: 'person',
    priority: 1,
    text: 'To learn the language well enough to work',
  })
  const lessons = await first(lead, addService, { caseId, service: 'education' })
  const service = { caseId, serviceId: lessons.id }
  const { version } = await first(lead, beginService, { ...service, version: 1, fromOn: dayAgo(stage, 48) })
  await first(lead, agreePlan, { caseId, version: await versionOf(stage, caseId), ...AGREEMENT })
  const last = ago(stage, 36)
  await last(lead, endService, { ...service, version, untilOn: dayAgo(stage, 36), outcome: 'service-given' })
  await last(lead, closePlan, { caseId, version: await versionOf(stage, caseId), reason: 'goals-met' })
}

/** She speaks of going home, and nobody knows yet whether it is safe: it is not arranged. */
export async function barredPlan(stage: Stage, caseId: string): Promise<void> {
  const { lead } = stage
  const then = ago(stage, 12)
  await then(lead, beginPlan, { caseId })
  await then(lead, addGoal, {
    caseId,
    voice: 'person',
    priority: 1,
    text: 'To be at home before winter, if it is safe',
  })
  await then(lead, assessDangers, AssessDangers.parse({ caseId, levels: { traffickers: 'medium', debt: 'low' } }))
  await then(lead, addService, { caseId, service: 'return' })
  const asked = { caseId, wish: 'own', services: 'running', proceedings: 'running' }
  await then(lead, judgeReturn, JudgeReturn.parse(asked))
}
