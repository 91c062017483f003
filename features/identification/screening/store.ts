import type { KeyObject } from 'node:crypto'
import type { Ctx } from '#server/db/transact.ts'
import { sealText } from '#server/keys/seal.ts'
import { notesPlace, preparedPlace } from './queries.ts'

export async function sealNotes(
  ctx: Ctx,
  screeningId: string,
  notes: Record<string, string>,
  key: KeyObject | null | undefined,
): Promise<void> {
  if (!key) throw new Error('a screening without its key')
  const sealed = sealText(key, JSON.stringify(notes), notesPlace(screeningId))
  await ctx.tx
    .insertInto('screening_narrative')
    .values({ screening_id: screeningId, agency_id: ctx.actor.agencyId, sealed })
    .onConflict(oc => oc.column('screening_id').doUpdateSet({ sealed }))
    .execute()
}

/** What was prepared at the post for who can help, beside the notes and under the same key. */
export async function sealPrepared(
  ctx: Ctx,
  screeningId: string,
  prepared: object,
  key: KeyObject | null | undefined,
): Promise<void> {
  if (!key) throw new Error('a screening without its key')
  const sealed = sealText(key, JSON.stringify(prepared), preparedPlace(screeningId))
  await ctx.tx
    .updateTable('screening_narrative')
    .set({ sealed_referral: sealed })
    .where('screening_id', '=', screeningId)
    .execute()
}
