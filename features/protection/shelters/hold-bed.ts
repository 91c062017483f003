import type { z } from 'zod'
import { addHours } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { misfits } from '#domain/shelters/match.ts'
import { brokeConstraint } from '#server/db/client.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Hold } from './record.ts'
import { findBed, holdsOf, insertUse } from './store.ts'

export type Held = { id: string; bedId: string; heldUntil: string }

/** So many beds may wait for one person at once, so that nobody keeps a whole region's beds from the others. */
const MOST_HOLDS = 3

/** Keeps a bed for a person for some hours. A hold ends by itself; nobody has to remember it. */
export async function holdBed(ctx: Ctx, input: z.output<typeof Hold>): Promise<Result<Held>> {
  const bed = await findBed(ctx, input.bedId)
  if (!bed) return refuse('bed.not-found')
  const found = await ctx.tx
    .selectFrom('case')
    .select(['code_name', 'person_group', 'step_free', 'languages', 'status'])
    .where('id', '=', input.caseId)
    .executeTakeFirst()
  if (!found) return refuse('case.not-found')
  if (found.status === 'closed') return refuse('case.closed')
  if (ctx.actor.role === 'shelter-manager' && bed.agencyId !== ctx.actor.agencyId) return refuse('bed.not-found')
  const reasons = misfits(bed, {
    group: found.person_group,
    stepFree: found.step_free,
    languages: found.languages,
    avoidShelters: [],
  })
  if (reasons.length > 0) return refuse('placement.does-not-fit', { reasons })

  if ((await holdsOf(ctx, input.caseId)) >= MOST_HOLDS) return refuse('hold.too-many', { most: MOST_HOLDS })

  const id = ctx.newId()
  const until = addHours(ctx.now, input.hours ?? ctx.house.country.holdHours)
  try {
    await insertUse(ctx, {
      id,
      kind: 'hold',
      bed,
      caseId: input.caseId,
      codeName: found.code_name,
      referralId: null,
      until,
    })
  } catch (error) {
    if (brokeConstraint(error, 'bed_taken')) return refuse('hold.bed-taken')
    throw error
  }
  ctx.audit('bed.held', [id, input.caseId, bed.id])
  return ok({ id, bedId: bed.id, heldUntil: until.toISOString() })
}
