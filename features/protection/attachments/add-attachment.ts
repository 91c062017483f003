import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { MEDIA } from '#server/files/media.ts'
import type { WithFile } from '#server/http/uploads.ts'
import { dataKey } from '#server/keys/data-keys.ts'
import { sealKey, sealText } from '#server/keys/seal.ts'
import { fileKeyPlace, namePlace } from './queries.ts'
import type { AddAttachment } from './record.ts'

const LONGEST_NAME = 200
// Nothing of a path, no control characters, none that turn the direction of a name so that it reads as another.
const UNFIT = /[\p{Cc}\p{Cf}\p{Cs}]/gu

const cleanName = (name: string): string =>
  (name.toWellFormed().split(/[\\/]/).at(-1) ?? '').replaceAll(UNFIT, '').trim().slice(0, LONGEST_NAME)

/** Makes a file that lies in the vault part of a case. Its key and its name are sealed with the case's own key. */
export async function addAttachment(ctx: Ctx, input: AddAttachment & WithFile): Promise<Result<{ id: string }>> {
  const { caseId, file } = input
  const found = await ctx.tx
    .selectFrom('case')
    .select(['lead_agency_id', 'status'])
    .where('id', '=', caseId)
    .executeTakeFirst()
  if (!found) return refuse('case.not-found')
  if (found.lead_agency_id !== ctx.actor.agencyId) return refuse('case.not-lead')
  if (found.status === 'closed') return refuse('case.closed')
  const key = await dataKey(ctx, caseId, 'full')
  if (!key) throw new Error('a lead without the full key')
  const { kind } = MEDIA[file.type]
  await ctx.tx
    .insertInto('attachment')
    .values({
      id: file.id,
      case_id: caseId,
      kind,
      media_type: file.type,
      bytes: file.bytes,
      original: file.original,
      agency_id: ctx.actor.agencyId,
      added_by: ctx.actor.userId,
      added_at: ctx.now,
      sealed_name: sealText(key, cleanName(file.name), namePlace(file.id)),
      sealed_key: sealKey(key, file.key, fileKeyPlace(file.id)),
    })
    .execute()
  ctx.audit('attachment.added', [caseId, file.id], { kind, original: file.original })
  return ok({ id: file.id })
}
