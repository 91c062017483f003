import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { brokeConstraint } from '#server/db/client.ts'
import type { Ctx } from '#server/db/transact.ts'
import { dataKey } from '#server/keys/data-keys.ts'
import { sealText } from '#server/keys/seal.ts'
import { identityPlace } from './queries.ts'
import type { ChangeIdentity } from './record.ts'
import { insertIdentity } from './store.ts'

/** Writes who she is and how to reach her. Version 0 means that nothing was written before. */
export async function changeIdentity(ctx: Ctx, input: ChangeIdentity): Promise<Result<{ version: number }>> {
  const { caseId, version, ...identity } = input
  const lead = await ctx.tx
    .selectFrom('case')
    .select(['lead_agency_id', 'status'])
    .where('id', '=', caseId)
    .executeTakeFirst()
  if (!lead) return refuse('case.not-found')
  if (lead.lead_agency_id !== ctx.actor.agencyId) return refuse('case.not-lead')
  if (lead.status === 'closed') return refuse('case.closed')
  const key = await dataKey(ctx, caseId, 'identity')
  if (!key) throw new Error('a lead without the identity key')

  const found = await ctx.tx
    .selectFrom('case_identity')
    .select('version')
    .where('case_id', '=', caseId)
    .forUpdate()
    .executeTakeFirst()
  if ((found?.version ?? 0) !== version) return refuse('case.stale', { version: found?.version ?? 0 })
  if (found) {
    const sealed = sealText(key, JSON.stringify(identity), identityPlace(caseId))
    await ctx.tx
      .updateTable('case_identity')
      .set({ sealed, version: version + 1 })
      .where('case_id', '=', caseId)
      .execute()
  } else {
    try {
      await insertIdentity(ctx, caseId, identity, key)
    } catch (error) {
      if (brokeConstraint(error, 'case_identity_pkey')) return refuse('case.stale', { version: 1 })
      throw error
    }
  }
  ctx.audit('identity.changed', caseId, { version: version + 1 })
  return ok({ version: version + 1 })
}
