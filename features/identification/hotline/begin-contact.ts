import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { openCall } from '#features/identification/queue/take-call.ts'
import { tipToLeadOn } from '#features/identification/tips/lead-on.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { StartContact } from './record.ts'
import { type Started, type Starting, startContact } from './start-contact.ts'

type Origin = Pick<Starting, 'incomingCallId' | 'tipId' | 'callerToken' | 'language'>

/** What a contact begins with where something came before it. An id that leads to nothing of the acting agency begins none. */
async function originOf(ctx: Ctx, { incomingCallId, tipId, language }: StartContact): Promise<Result<Origin>> {
  if (incomingCallId) {
    const call = await openCall(ctx, incomingCallId)
    if (!call.ok) return call
    return ok({ callerToken: call.value.callerToken, language: language ?? call.value.language ?? undefined })
  }
  if (!tipId) return ok({})
  const tip = await tipToLeadOn(ctx, tipId)
  return tip.ok ? ok({ language: language ?? tip.value.language }) : refuse('contact-origin.not-found')
}

/** Begins a contact as the desk does: of itself, of a call that an exchange announced, or of a tip. */
export async function beginContact(ctx: Ctx, input: StartContact): Promise<Result<Started>> {
  const origin = await originOf(ctx, input)
  return origin.ok ? startContact(ctx, { ...input, ...origin.value }) : origin
}
