import { type Instrument, instrumentProblems } from '#knowledge/schema/instrument.ts'
import type { Ctx } from '#server/db/transact.ts'

/** The version that a screening was begun with. One that was published a moment ago, and not heard of in this process yet, is read. */
export async function askedBy(ctx: Ctx, id: string, version: number): Promise<Instrument> {
  const known = ctx.house.knowledge.instrument(id, version)
  if (known) return known
  const row = await ctx.tx
    .selectFrom('instrument_version')
    .select('body')
    .where('instrument', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (!row || instrumentProblems(row.body).length > 0) throw new Error('a screening of an instrument that is gone')
  return row.body as Instrument
}
