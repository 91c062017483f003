import { codeName } from '#domain/cases/code-name.ts'
import { ok, type Result } from '#domain/shared/result.ts'
import { attachScreening } from '#features/identification/screening/attach-screening.ts'
import { insertion } from '#server/db/client.ts'
import type { Ctx } from '#server/db/transact.ts'
import { randomly } from '#server/keys/chance.ts'
import { makeDataKeys } from '#server/keys/data-keys.ts'
import type { OpenCase } from './record.ts'
import { insertIdentity, insertNarrative } from './store.ts'

export type Opened = { id: string; codeName: string; version: number }

/** Opens a case that the acting agency leads: code name first, identity only if it was given. */
export async function openCase(ctx: Ctx, input: OpenCase): Promise<Result<Opened>> {
  const opened: Opened = { id: ctx.newId(), codeName: codeName(randomly(4)), version: 1 }
  const screening = input.screeningId ? await attachScreening(ctx, input.screeningId, opened.id) : ok({ notes: null })
  if (!screening.ok) return screening

  const keys = await makeDataKeys(ctx, opened.id, ['identity', 'full'])
  const { notes } = screening.value
  const { identity, wish } = input
  // Sent together: each row leans on the one before, and the connection keeps their order.
  await Promise.all([
    insertCase(ctx, opened, input),
    insertLead(ctx, opened.id),
    keys.store(),
    notes && insertNarrative(ctx, opened.id, { kind: 'note', text: notes }, keys.of('full')),
    identity && insertIdentity(ctx, opened.id, identity, keys.of('identity')),
    wish && insertNarrative(ctx, opened.id, { kind: 'wish', text: wish }, keys.of('full')),
  ])
  ctx.audit('case.opened', opened.id, { identity: input.identity !== undefined, from: input.openedFrom })
  return ok(opened)
}

async function insertCase(ctx: Ctx, opened: Opened, input: OpenCase): Promise<void> {
  await ctx.tx
    .insertInto('case')
    .values({
      id: opened.id,
      lead_agency_id: ctx.actor.agencyId,
      code_name: opened.codeName,
      status: 'open',
      opened_from: input.openedFrom,
      screening_id: input.screeningId ?? null,
      age_group: input.ageGroup,
      person_group: input.personGroup,
      citizenship: input.citizenship ?? null,
      languages: input.languages,
      interpreter: input.interpreter,
      step_free: input.stepFree,
      may_contact: input.mayContact,
      risk: input.risk,
      // The case lies where its agency does; where the person was found is part of her story.
      region: eb => eb.selectFrom('agency').select('region').where('id', '=', ctx.actor.agencyId),
      opened_by: ctx.actor.userId,
      opened_at: ctx.now,
      closed_at: null,
    })
    .execute()
}

const putGrant = insertion('grant_of_access', [
  'id',
  'case_id',
  'agency_id',
  'given_by_agency_id',
  'purpose',
  'depth',
  'basis',
  'valid',
  'created_at',
])

/** The lead's access is a grant like any other, so that one rule decides who sees the case. */
async function insertLead(ctx: Ctx, caseId: string): Promise<void> {
  await putGrant(ctx.tx, {
    id: ctx.newId(),
    case_id: caseId,
    agency_id: ctx.actor.agencyId,
    given_by_agency_id: ctx.actor.agencyId,
    purpose: 'assistance',
    depth: 'full',
    basis: 'lead',
    valid: `[${ctx.now.toISOString()},)`,
    created_at: ctx.now,
  })
}
