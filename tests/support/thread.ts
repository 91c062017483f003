import type { Depth } from '#domain/consent/consent.ts'
import { EXPLAINED } from '#domain/consent/consent.ts'
import type { Service } from '#domain/referral/referral.ts'
import type { Result } from '#domain/shared/result.ts'
import type { Group } from '#domain/shelters/match.ts'
import { openCase } from '#features/protection/cases/open-case.ts'
import { OpenCase } from '#features/protection/cases/record.ts'
import { recordConsent } from '#features/protection/consent/record-consent.ts'
import type { ReferralOut } from '#features/protection/referrals/record.ts'
import { sendReferral } from '#features/protection/referrals/send-referral.ts'
import { addShelter, addUnit } from '#features/protection/shelters/set-up-shelter.ts'
import { type Actor, type Ctx, transact } from '#server/db/transact.ts'
import type { TestHouse } from './house.ts'

/** One verb in one transaction, as a page or the API runs it. */
export function run<I, T>(test: TestHouse, actor: Actor, verb: (ctx: Ctx, input: I) => Promise<Result<T>>, input: I) {
  return transact(test.house, actor, ctx => verb(ctx, input))
}

/** The value of a step that a test leans on and does not judge. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.code} ${JSON.stringify(result.detail ?? null)}`)
  return result.value
}

export const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.code)

/** How often each answer came: `{ ok: 1, 'placement.bed-taken': 9 }`. */
export function tally(results: readonly Result<unknown>[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const result of results) counts[codeOf(result)] = (counts[codeOf(result)] ?? 0) + 1
  return counts
}

export async function openedCase(test: TestHouse, worker: Actor, given: Record<string, unknown> = {}): Promise<string> {
  const whole = OpenCase.parse({
    ageGroup: 'adult',
    personGroup: 'women',
    languages: ['uz'],
    openedFrom: 'hotline',
    identity: { name: 'Invented Name', phone: '+7 000 000 00 00' },
    wish: 'To sleep in peace',
    ...given,
  })
  return must(await run(test, worker, openCase, whole)).id
}

type Asked = { caseId: string; toAgencyId: string; service?: Service; depth?: Depth; validDays?: number }

export async function consented(test: TestHouse, worker: Actor, asked: Asked): Promise<string> {
  const consent = await run(test, worker, recordConsent, {
    caseId: asked.caseId,
    purpose: asked.service === 'police-report' ? 'police-report' : 'referral',
    recipientAgencyId: asked.toAgencyId,
    depth: asked.depth ?? 'identity',
    agreed: true,
    givenBy: 'self',
    how: 'spoken',
    language: 'uz',
    interpreter: false,
    explained: [...EXPLAINED],
    validDays: asked.validDays ?? 30,
  })
  return must(consent).id
}

export const asking = ({ caseId, toAgencyId, service = 'shelter' }: Asked) => ({
  caseId,
  toAgencyId,
  service,
  urgency: 'urgent' as const,
  avoidShelters: [],
  draft: false,
})

/** A referral that was sent on a fresh consent. */
export async function sentReferral(
  test: TestHouse,
  worker: Actor,
  asked: Asked,
): Promise<ReferralOut & { consentId: string }> {
  const consentId = await consented(test, worker, asked)
  const sent = must(await run(test, worker, sendReferral, asking(asked)))
  return { ...sent, consentId }
}

export type Home = { shelterId: string; bedIds: string[] }

/** A shelter with one unit of plain beds and as many step-free ones among them as asked. */
export async function openedShelter(
  test: TestHouse,
  manager: Actor,
  given: { beds?: number; stepFreeBeds?: number; group?: Group } = {},
): Promise<Home> {
  const shelter = { code: 'Umit', region: 'KZ-61', languages: ['ru', 'kk'], address: '1 Invented street' }
  const { id: shelterId } = must(await run(test, manager, addShelter, shelter))
  const unit = { shelterId, label: 'First floor', personGroup: given.group ?? ('women' as const) }
  must(await run(test, manager, addUnit, { ...unit, beds: given.beds ?? 2, stepFreeBeds: given.stepFreeBeds ?? 0 }))
  const { rows } = await test.owner.query('select id from aman.bed where shelter_id = $1 order by label', [shelterId])
  return { shelterId, bedIds: rows.map(row => row.id) }
}
