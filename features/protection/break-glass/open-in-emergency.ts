import { addHours } from '#domain/shared/dates.ts'
import { keptRefusal, ok, type Result, refuse } from '#domain/shared/result.ts'
import { brokeConstraint } from '#server/db/client.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Opened, OpenInEmergency } from './record.ts'
import { holds, insertOpening, lendKeys, tryCodeName } from './store.ts'

/**
 * Opens a case by its code name for the acting colleague alone, for hours. Whatever it finds, the try is on record; what it opens
 * is told at once to the agency that leads the case.
 */
export async function openInEmergency(ctx: Ctx, input: OpenInEmergency): Promise<Result<Opened>> {
  if (!(await kindOpens(ctx))) return refuse('break-glass.kind-not-allowed')
  const tried = await tryCodeName(ctx, input.codeName)
  const refused = await whyNot(ctx, tried, input.depth)
  ctx.audit('break-glass.tried', tried.caseId ? [tried.caseId] : [], { outcome: refused ? refused.code : 'found' })
  if (refused) return keptRefusal(refused)
  const { caseId } = tried
  if (!caseId) throw new Error('found, and yet no case')

  const id = ctx.newId()
  try {
    await insertOpening(ctx, id, input)
  } catch (error) {
    if (brokeConstraint(error, 'break_glass_once')) return refuse('break-glass.already-open')
    throw error
  }
  await lendKeys(ctx, id, caseId, input.words)
  const { reason, depth, hours } = input
  ctx.audit('break-glass.opened', [id, caseId], { reason, depth, hours })
  return ok({ id, caseId, endsAt: addHours(ctx.now, hours).toISOString() })
}

async function whyNot(ctx: Ctx, { outcome, caseId }: Awaited<ReturnType<typeof tryCodeName>>, depth: string) {
  if (outcome === 'too-many') return refuse('break-glass.too-many')
  if (outcome === 'not-found' || !caseId) return refuse('break-glass.no-such-case')
  if (outcome === 'own-case') return refuse('break-glass.own-case')
  if (outcome === 'barred') return refuse('break-glass.already-open')
  return (await holds(ctx, caseId, depth)) ? refuse('break-glass.not-needed') : null
}

/** Which kinds of agency may do this is the country's to say. */
async function kindOpens(ctx: Ctx): Promise<boolean> {
  const agency = await ctx.tx
    .selectFrom('agency')
    .select('kind')
    .where('id', '=', ctx.actor.agencyId)
    .executeTakeFirstOrThrow()
  return ctx.house.country.agencyKinds.some(each => each.id === agency.kind && each.opensInEmergency === true)
}
