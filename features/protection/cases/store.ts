import type { KeyObject } from 'node:crypto'
import type { Ctx } from '#server/db/transact.ts'
import { sealText } from '#server/keys/seal.ts'
import { identityPlace, narrativePlace } from './queries.ts'
import type { Identity } from './record.ts'

export async function insertIdentity(ctx: Ctx, caseId: string, identity: Identity, key: KeyObject): Promise<void> {
  const sealed = sealText(key, JSON.stringify(identity), identityPlace(caseId))
  await ctx.tx.insertInto('case_identity').values({ case_id: caseId, sealed }).execute()
}

export type Told = { kind: 'wish' | 'note'; text: string }

export async function insertNarrative(ctx: Ctx, caseId: string, told: Told, key: KeyObject): Promise<string> {
  const id = ctx.newId()
  await ctx.tx
    .insertInto('case_narrative')
    .values({
      id,
      case_id: caseId,
      kind: told.kind,
      written_by: ctx.actor.userId,
      agency_id: ctx.actor.agencyId,
      written_at: ctx.now,
      sealed: sealText(key, told.text, narrativePlace(id)),
    })
    .execute()
  return id
}
