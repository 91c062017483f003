import { createHmac } from 'node:crypto'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'

/**
 * Runs a create once per key: a repeat waits for the first and gets its answer. Refusals are rolled back with their key, so a
 * corrected request may use it again; one that is kept is the answer to every repeat. Answers of creates hold ids and codes only, never a person's data.
 */
export async function once<T>(
  ctx: Ctx,
  key: string,
  request: unknown,
  work: () => Promise<Result<T>>,
): Promise<Result<T>> {
  // Keyed: a request may hold a name and little else, and a plain hash of it lets whoever has a copy of the database try names.
  const hash = createHmac('sha256', ctx.keys.requests).update(JSON.stringify(request)).digest()
  const fresh = await ctx.tx
    .insertInto('idempotency')
    .values({ user_id: ctx.actor.userId, key, request_hash: hash, response: null, created_at: ctx.now })
    .onConflict(oc => oc.doNothing())
    .executeTakeFirst()
  if (fresh.numInsertedOrUpdatedRows === 0n) return replay(ctx, key, hash)

  const result = await work()
  if (!result.ok && !result.kept) return result
  await ctx.tx
    .updateTable('idempotency')
    .set({ response: JSON.stringify(result.ok ? result.value : { [REFUSED]: result.code }) })
    .where('user_id', '=', ctx.actor.userId)
    .where('key', '=', key)
    .execute()
  return result
}

/** Where a refusal that was kept stands in place of an answer. */
const REFUSED = 'refused with'

async function replay<T>(ctx: Ctx, key: string, hash: Buffer): Promise<Result<T>> {
  const row = await ctx.tx
    .selectFrom('idempotency')
    .select(['request_hash', 'response'])
    .where('user_id', '=', ctx.actor.userId)
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  if (!row.request_hash.equals(hash)) return refuse('idempotency.key-reused')
  const refused = (row.response as Record<string, unknown> | null)?.[REFUSED]
  return typeof refused === 'string' ? refuse(refused) : ok(row.response as T)
}
