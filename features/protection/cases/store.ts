import type { KeyObject } from 'node:crypto'
import { insertion } from '#server/db/client.ts'
import type { Ctx } from '#server/db/transact.ts'
import { sealText } from '#server/keys/seal.ts'
import { identityPlace, narrativePlace } from './queries.ts'
import type { Identity } from './record.ts'

const putIdentity = insertion('case_identity', ['case_id', 'sealed'])
const putNarrative = insertion('case_narrative', [
  'id',
  'case_id',
  'kind',
  'written_by',
  'agency_id',
  'written_at',
  'sealed',
])

export async function insertIdentity(ctx: Ctx, caseId: string, identity: Identity, key: KeyObject): Promise<void> {
  const sealed = sealText(key, JSON.stringify(identity), identityPlace(caseId))
  await putIdentity(ctx.tx, { case_id: caseId, sealed })
}

export type Told = { kind: 'wish' | 'note'; text: string }

export async function insertNarrative(ctx: Ctx, caseId: string, told: Told, key: KeyObject): Promise<string> {
  const id = ctx.newId()
  await putNarrative(ctx.tx, {
    id,
    case_id: caseId,
    kind: told.kind,
    written_by: ctx.actor.userId,
    agency_id: ctx.actor.agencyId,
    written_at: ctx.now,
    sealed: sealText(key, told.text, narrativePlace(id)),
  })
  return id
}
