import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { asMedia, MEDIA } from '#server/files/media.ts'
import type { Download } from '#server/http/page.ts'
import { dataKey } from '#server/keys/data-keys.ts'
import { unsealKey, unsealText } from '#server/keys/seal.ts'
import type { Attachment, NamedAttachment } from './record.ts'

export const namePlace = (attachmentId: string) => `attachment|sealed_name|${attachmentId}`
export const fileKeyPlace = (attachmentId: string) => `attachment|sealed_key|${attachmentId}`

const MOST = 200

/** The attachments of a case, newest first, at most 200. Who may not read her whole story is told of no case. */
export async function listAttachments(ctx: Ctx, caseId: string): Promise<Result<{ items: Attachment[] }>> {
  const key = await dataKey(ctx, caseId, 'full')
  if (!key) return refuse('case.not-found')
  const rows = await ctx.tx
    .selectFrom('attachment')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute()
  if (rows.length > 0) ctx.look(caseId, 'attachment')
  const items = rows.map(row => ({
    id: row.id,
    name: unsealText(key, row.sealed_name, namePlace(row.id)),
    kind: row.kind,
    mediaType: row.media_type,
    bytes: row.bytes,
    original: row.original,
    addedAt: row.added_at.toISOString(),
    addedBy: row.added_by,
  }))
  return ok({ items })
}

/** One attachment in clear, as a download under a name that says nothing of her. */
export async function readAttachment(ctx: Ctx, asked: NamedAttachment): Promise<Result<Download>> {
  const row = await ctx.tx
    .selectFrom('attachment')
    .select(['id', 'media_type', 'sealed_key'])
    .where('id', '=', asked.attachmentId)
    .where('case_id', '=', asked.caseId)
    .executeTakeFirst()
  const key = row && (await dataKey(ctx, asked.caseId, 'full'))
  if (!row || !key) return refuse('attachment.not-found')
  const type = asMedia(row.media_type)
  const bytes = await ctx.house.vault.read(row.id, unsealKey(key, row.sealed_key, fileKeyPlace(row.id)))
  ctx.look(asked.caseId, 'attachment', row.id)
  return ok({ file: { name: `attachment-${row.id.slice(-8)}.${MEDIA[type].ending}`, type, bytes } })
}
