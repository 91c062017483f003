import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { readCase } from '#features/protection/cases/read-case.ts'
import { brokeConstraint } from '#server/db/client.ts'
import type { Ctx } from '#server/db/transact.ts'
import { agreedTo, owedOf } from './duty.ts'
import type { AddIdentity, IdentityOut } from './record.ts'
import { dutyTo, insertIdentity } from './store.ts'

/** Adds who she is to a notification that was sent without, once she agrees. Seen by the receiver for as long as she does. */
export async function addIdentity(ctx: Ctx, input: AddIdentity): Promise<Result<{ caseId: string }>> {
  const owed = await owedOf(ctx, input.caseId)
  if (!owed.ok) return owed
  const told = await dutyTo(ctx, input)
  if (!told?.sent) return refuse('notification.not-sent')
  const consentId = await agreedTo(ctx, { ...input, ageGroup: owed.value.ageGroup })
  if (!consentId) return refuse('notification.consent-missing')
  const found = await readCase(ctx, input.caseId)
  if (!found.ok) return found
  const { name, birthDate } = found.value.identity ?? {}
  const parts = owed.value.duty.identity
  const identity: IdentityOut = {
    ...(parts.includes('name') && name && { name }),
    ...(parts.includes('birth-date') && birthDate && { birthDate }),
  }
  if (Object.keys(identity).length === 0) return refuse('notification.identity-unknown')
  try {
    await insertIdentity(ctx, { notificationId: told.id, toAgencyId: told.to_agency_id, consentId, identity })
  } catch (error) {
    if (brokeConstraint(error, 'notification_identity_pkey')) return refuse('notification.identity-already-sent')
    throw error
  }
  ctx.audit('notification.identity-added', [told.id, input.caseId, told.to_agency_id, consentId])
  return ok({ caseId: input.caseId })
}
