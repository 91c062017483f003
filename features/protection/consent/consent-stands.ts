import { permits } from '#domain/consent/consent.ts'
import type { Ctx } from '#server/db/transact.ts'
import { consentById } from './queries.ts'

/** Whether a consent that a referral was sent on still permits it: genuine, and neither taken back, followed nor over. */
export async function consentStands(ctx: Ctx, consentId: string): Promise<boolean> {
  const consent = await consentById(ctx, consentId)
  return consent !== null && permits(consent, ctx.now)
}
