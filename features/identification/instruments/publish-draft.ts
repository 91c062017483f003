import { sql } from 'kysely'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { draftFor, instrumentIn } from './queries.ts'
import type { DraftStepInput } from './record.ts'

/**
 * A second editor publishes what she read. Every running Aman is told at the commit; a screening that has begun stays on its version.
 * Versions published here are numbered from 1001 on; those that come with the program stay below.
 */
export async function publishDraft(
  ctx: Ctx,
  input: DraftStepInput,
): Promise<Result<{ id: string; published: number }>> {
  const found = await draftFor(ctx, 'publish', input)
  if (!found.ok) return found
  const { id, instrument } = found.value
  if (!instrumentIn(found.value)) return refuse('instrument.not-valid')
  const { rows } = await sql<{ published: number | null }>`
    select aman.publish_instrument(${id}::uuid, ${input.version}::integer) as published`.execute(ctx.tx)
  const published = rows[0]?.published ?? null
  if (published === null) return refuse('instrument.stale')
  ctx.audit('instrument.published', id, { instrument, published })
  return ok({ id, published })
}
