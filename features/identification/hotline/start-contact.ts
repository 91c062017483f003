import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { brokeConstraint } from '#server/db/client.ts'
import type { Ctx } from '#server/db/transact.ts'
import { callerToken } from '#server/keys/caller-token.ts'
import { makeDataKeys } from '#server/keys/data-keys.ts'
import type { StartContact } from './record.ts'
import { sealWords } from './store.ts'

export type Started = { id: string; version: number }
/** `callerToken`: from an exchange, which told the number before anybody answered. */
export type Starting = StartContact & { callerToken?: Buffer | null }

/** Begins a contact. Its words have their key from the first moment, so that a save is one write. */
export async function startContact(ctx: Ctx, input: Starting): Promise<Result<Started>> {
  const id = ctx.newId()
  const { agencyId, userId } = ctx.actor
  const typed = input.callerNumber ? callerToken(ctx.house, agencyId, input.callerNumber) : null
  try {
    await ctx.tx
      .insertInto('contact')
      .values({
        id,
        agency_id: agencyId,
        status: 'open',
        channel: input.channel,
        language: input.language ?? null,
        caller_token: input.callerToken ?? typed,
        incoming_call_id: input.incomingCallId ?? null,
        tip_id: input.tipId ?? null,
        started_by: userId,
        started_at: ctx.now,
      })
      .execute()
  } catch (error) {
    if (brokeConstraint(error, 'contact_call_once') || brokeConstraint(error, 'contact_tip_once'))
      return refuse('contact.already-open')
    if (brokeConstraint(error, 'contact_tip_known')) return refuse('contact-origin.not-found')
    throw error
  }
  const keys = await makeDataKeys(ctx, id, ['full'])
  await Promise.all([keys.store(), sealWords(ctx, id, { said: '', safeWords: '' }, keys.of('full'))])
  ctx.audit('contact.started', id, { channel: input.channel })
  return ok({ id, version: 1 })
}
