import type { KeyObject } from 'node:crypto'
import type { Selectable, Updateable } from 'kysely'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { HotlineTables } from '#server/db/tables/hotline.ts'
import type { Ctx } from '#server/db/transact.ts'
import { dataKey } from '#server/keys/data-keys.ts'
import { sealText, unsealText } from '#server/keys/seal.ts'

export type ContactRow = Selectable<HotlineTables['contact']>
/** What was said, and what has to be known before calling back. One sealed record, so that its shape tells nothing. */
export type Words = { said: string; safeWords: string }

const wordsPlace = (contactId: string) => `contact_words|sealed|${contactId}`

export async function sealWords(ctx: Ctx, contactId: string, words: Words, key: KeyObject | null): Promise<void> {
  if (!key) throw new Error('a contact without its key')
  const sealed = sealText(key, JSON.stringify(words), wordsPlace(contactId))
  await ctx.tx
    .insertInto('contact_words')
    .values({ contact_id: contactId, agency_id: ctx.actor.agencyId, sealed })
    .onConflict(oc => oc.column('contact_id').doUpdateSet({ sealed }))
    .execute()
}

/** Null where nothing was kept, or the words are not the acting agency's. */
export async function openWords(ctx: Ctx, contactId: string): Promise<Words | null> {
  const row = await ctx.tx
    .selectFrom('contact_words')
    .select('sealed')
    .where('contact_id', '=', contactId)
    .executeTakeFirst()
  const key = row && (await dataKey(ctx, contactId, 'full'))
  return key ? (JSON.parse(unsealText(key, row.sealed, wordsPlace(contactId))) as Words) : null
}

/** The agency's own contact, held to the end of the transaction. */
export async function lockContact(ctx: Ctx, contactId: string, version?: number): Promise<Result<ContactRow>> {
  const row = await ctx.tx
    .selectFrom('contact')
    .selectAll()
    .where('id', '=', contactId)
    .where('agency_id', '=', ctx.actor.agencyId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return refuse('contact.not-found')
  return version !== undefined && version !== row.version ? refuse('contact.stale', { version: row.version }) : ok(row)
}

/** As lockContact, while the contact runs. */
export async function lockOpen(ctx: Ctx, contactId: string, version?: number): Promise<Result<ContactRow>> {
  const found = await lockContact(ctx, contactId, version)
  return found.ok && found.value.status === 'closed' ? refuse('contact.closed') : found
}

export async function changeContact(
  ctx: Ctx,
  row: ContactRow,
  change: Updateable<HotlineTables['contact']>,
): Promise<{ id: string; version: number }> {
  const version = row.version + 1
  await ctx.tx
    .updateTable('contact')
    .set({ ...change, version })
    .where('id', '=', row.id)
    .execute()
  return { id: row.id, version }
}
