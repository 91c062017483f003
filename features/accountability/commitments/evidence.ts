import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { asMedia, MEDIA } from '#server/files/media.ts'
import type { Download } from '#server/http/page.ts'
import type { WithFile } from '#server/http/uploads.ts'
import { sealKey, unsealKey } from '#server/keys/seal.ts'
import { ownMeasure } from './own-measure.ts'
import { today } from './queries.ts'
import type { AddEvidence, NamedEvidence } from './record.ts'
import { step } from './write-measure.ts'

const keyPlace = (evidenceId: string) => `measure_evidence|sealed_key|${evidenceId}`

/** Makes a file that lies in the vault evidence of a measure. Its key is sealed with the instance's own: every colleague may open it. */
export async function addEvidence(ctx: Ctx, input: AddEvidence & WithFile): Promise<Result<{ id: string }>> {
  const { measureId, shows, file } = input
  const found = await ownMeasure(ctx, { measureId })
  if (!found.ok) return found
  await ctx.tx
    .insertInto('measure_evidence')
    .values({
      id: file.id,
      measure_id: measureId,
      shows,
      media_type: file.type,
      bytes: file.bytes,
      sealed_key: sealKey(ctx.keys.evidence, file.key, keyPlace(file.id)),
      added_by: ctx.actor.userId,
      added_on: today(ctx),
    })
    .execute()
  ctx.audit('measure.evidence-added', [measureId, file.id])
  return ok({ id: file.id })
}

const evidenceOf = ({ tx }: Ctx, { measureId, evidenceId }: NamedEvidence) =>
  tx
    .selectFrom('measure_evidence')
    .selectAll()
    .where('id', '=', evidenceId)
    .where('measure_id', '=', measureId)
    .executeTakeFirst()

export async function readEvidence(ctx: Ctx, asked: NamedEvidence): Promise<Result<Download>> {
  const row = await evidenceOf(ctx, asked)
  if (!row) return refuse('measure.not-found')
  const type = asMedia(row.media_type)
  const bytes = await ctx.house.vault.read(row.id, unsealKey(ctx.keys.evidence, row.sealed_key, keyPlace(row.id)))
  ctx.audit('measure.evidence-read', [asked.measureId, row.id])
  return ok({ file: { name: `evidence-${row.id.slice(-8)}.${MEDIA[type].ending}`, type, bytes } })
}

/** Removes the row and with it the only key. Who was about to call the measure proved on its ground finds a newer version. */
export async function removeEvidence(ctx: Ctx, asked: NamedEvidence): Promise<Result<{ id: string }>> {
  const found = await ownMeasure(ctx, { measureId: asked.measureId })
  if (!found.ok) return found
  if (!(await evidenceOf(ctx, asked))) return refuse('measure.not-found')
  const moved = await step(ctx, { measureId: asked.measureId, version: found.value.version }, {})
  if (!moved.ok) return moved
  await ctx.tx.deleteFrom('measure_evidence').where('id', '=', asked.evidenceId).execute()
  ctx.audit('measure.evidence-removed', [asked.measureId, asked.evidenceId])
  return ok({ id: asked.evidenceId })
}
