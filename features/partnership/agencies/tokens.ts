import type { z } from 'zod'
import { addHours } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { newToken } from '#server/auth/tokens.ts'
import type { Ctx } from '#server/db/transact.ts'
import { NOT_OF_A_DEVICE } from './queries.ts'
import type { MakeToken, RevokeToken } from './record.ts'

/** Makes a token for the actor's own programs. Its text is shown once; only its hash is kept. */
export async function makeToken(
  ctx: Ctx,
  input: z.output<typeof MakeToken>,
): Promise<Result<{ id: string; token: string }>> {
  const { token, hash } = newToken()
  const id = ctx.newId()
  await ctx.tx
    .insertInto('api_token')
    .values({
      id,
      user_id: ctx.actor.userId,
      agency_id: ctx.actor.agencyId,
      label: input.label,
      hash,
      scopes: input.scopes,
      created_at: ctx.now,
      expires_at: addHours(ctx.now, 24 * input.validDays),
      revoked_at: null,
    })
    .execute()
  ctx.audit('token.made', id, { scopes: input.scopes.join(' ') })
  return ok({ id, token })
}

export async function revokeToken(ctx: Ctx, input: z.output<typeof RevokeToken>): Promise<Result<{ id: string }>> {
  const row = await ctx.tx
    .updateTable('api_token')
    .set({ revoked_at: ctx.now })
    .where('id', '=', input.tokenId)
    .where('user_id', '=', ctx.actor.userId)
    .where(NOT_OF_A_DEVICE)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!row) return refuse('token.not-found')
  ctx.house.bearers.forget()
  ctx.audit('token.revoked', row.id)
  return ok(row)
}
