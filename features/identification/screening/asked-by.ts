import { type Instrument, instrumentProblems } from '#knowledge/schema/instrument.ts'
import type { Ctx } from '#server/db/transact.ts'

/** One version of an instrument, or null. One that was published a moment ago, and not heard of in this process yet, is read. */
export async function versionOf(ctx: Ctx, id: string, version: number): Promise<Instrument | null> {
  const known = ctx.house.knowledge.instrument(id, version)
  if (known) return known
  const row = await ctx.tx
    .selectFrom('instrument_version')
    .select('body')
    .where('instrument', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return row && instrumentProblems(row.body).length === 0 ? (row.body as Instrument) : null
}

/** The version that a screening was begun with. */
export async function askedBy(ctx: Ctx, id: string, version: number): Promise<Instrument> {
  const instrument = await versionOf(ctx, id, version)
  if (!instrument) throw new Error('a screening of an instrument that is gone')
  return instrument
}
