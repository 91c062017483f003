import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { OnCall } from './record.ts'

type Call = {
  id: string
  status: 'waiting' | 'answered' | 'lost' | 'ended'
  answered_by: string | null
  caller_token: Buffer | null
  language: string | null
}

/** One operator answers a call. Who was slower is told who has it; who was first may press again. */
export async function takeCall(ctx: Ctx, { callId }: OnCall): Promise<Result<{ id: string }>> {
  const taken = await takenCall(ctx, callId)
  return taken.ok ? ok({ id: taken.value.id }) : taken
}

async function takenCall(ctx: Ctx, callId: string): Promise<Result<Call>> {
  const row = await ctx.tx
    .selectFrom('incoming_call')
    .select(['id', 'status', 'answered_by', 'caller_token', 'language'])
    .where('id', '=', callId)
    .where('agency_id', '=', ctx.actor.agencyId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return refuse('call.not-found')
  if (row.answered_by === ctx.actor.userId) return ok(row)
  if (row.answered_by) return refuse('call.taken', { by: row.answered_by })
  if (row.status === 'lost') return refuse('call.lost')
  await ctx.tx
    .updateTable('incoming_call')
    .set({ status: 'answered', answered_by: ctx.actor.userId, answered_at: ctx.now })
    .where('id', '=', callId)
    .execute()
  ctx.audit('call.taken', callId)
  return ok(row)
}

/** A contact begins with this call: it gets the caller's token, and the call forgets it. */
export async function openCall(
  ctx: Ctx,
  callId: string,
): Promise<Result<{ callerToken: Buffer | null; language: string | null }>> {
  const taken = await takenCall(ctx, callId)
  if (!taken.ok) return taken
  const { caller_token: callerToken, language } = taken.value
  if (callerToken)
    await ctx.tx.updateTable('incoming_call').set({ caller_token: null }).where('id', '=', callId).execute()
  return ok({ callerToken, language })
}
