import { createHmac } from 'node:crypto'
import { afterEnd, rangAt } from '#domain/hotline/call.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { callerToken } from '#server/keys/caller-token.ts'
import type { AnnounceCall, CallStateOut, OnCall } from './record.ts'

/** An exchange's name of a call may hold the caller's number; what is kept of it tells one call from another and nothing else. */
const externalToken = (ctx: Ctx, externalId: string) =>
  createHmac('sha256', ctx.keys.callers).update(`${ctx.actor.agencyId}|call|${externalId}`).digest()

/** A call rings. Told twice, or by two lines of an exchange at once, it is one call. */
export async function announceCall(ctx: Ctx, input: AnnounceCall): Promise<Result<CallStateOut>> {
  const external = externalToken(ctx, input.externalId)
  const id = ctx.newId()
  const added = await ctx.tx
    .insertInto('incoming_call')
    .values({
      id,
      agency_id: ctx.actor.agencyId,
      external_token: external,
      caller_token: input.callerNumber ? callerToken(ctx.house, ctx.actor.agencyId, input.callerNumber) : null,
      channel: input.channel,
      line: input.line ?? null,
      language: input.language ?? null,
      skill: input.skill ?? null,
      rang_at: rangAt(input.at ? new Date(input.at) : null, ctx.now),
      received_at: ctx.now,
      reported_by: ctx.actor.userId,
    })
    .onConflict(oc => oc.constraint('incoming_call_once').doNothing())
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows === 1n) {
    ctx.audit('call.announced', id)
    return ok({ id, status: 'waiting' })
  }
  const known = await ctx.tx
    .selectFrom('incoming_call')
    .select(['id', 'status'])
    .where('agency_id', '=', ctx.actor.agencyId)
    .where('external_token', '=', external)
    .executeTakeFirstOrThrow()
  return ok(known)
}

/** The line is dead: a call that nobody took is lost, and one that was taken has ended. Told twice, nothing more happens. */
export async function endCall(ctx: Ctx, { callId }: OnCall): Promise<Result<CallStateOut>> {
  const row = await ctx.tx
    .selectFrom('incoming_call')
    .select(['id', 'status'])
    .where('id', '=', callId)
    .where('agency_id', '=', ctx.actor.agencyId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return refuse('call.not-found')
  const status = afterEnd(row.status)
  if (row.status === status) return ok(row)
  await ctx.tx.updateTable('incoming_call').set({ status, ended_at: ctx.now }).where('id', '=', callId).execute()
  ctx.audit('call.ended', callId, { status })
  return ok({ id: callId, status })
}
