import type { Kept } from '#device/sending/kept.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { scoreOf } from '#features/identification/screening/asking.ts'
import {
  type Kept as Chosen,
  choose,
  clashes,
  lay,
  type Told,
} from '#features/identification/screening/merge-answers.ts'
import type { Desk } from './desk.ts'

type Named = { screeningId: string }

/** Changes one screening in the store, if `next` lets it; its refusal is the answer. */
async function change(desk: Desk, id: string, next: (now: Kept) => Kept | string): Promise<Result<{ id: string }>> {
  let refused: string | null = 'screening.not-found'
  await desk.vault.change<Kept>('screening', id, now => {
    const changed = now ? next(now) : 'screening.not-found'
    refused = typeof changed === 'string' ? changed : null
    return typeof changed === 'string' ? now : changed
  })
  return refused === null ? ok({ id }) : refuse(refused)
}

const onItsWay = ({ sending }: Kept) => sending.inFlight !== null || sending.state === 'sent'

/** A finished screening that nobody has received yet may be changed once more. */
export const reopen = (desk: Desk, { screeningId }: Named) =>
  change(desk, screeningId, now => {
    if (now.status === 'draft') return now
    if (onItsWay(now)) return 'field.already-sent'
    return {
      ...now,
      status: 'draft',
      finding: null,
      nextStep: null,
      completedAt: null,
      version: now.version + 1,
      sending: { ...now.sending, state: 'held', edit: desk.newId() },
    }
  })

/** Lets a draft go to the server as it is, for a colleague to go on with. */
export const release = (desk: Desk, { screeningId }: Named) =>
  change(desk, screeningId, now => ({ ...now, sending: { ...now.sending, state: 'waiting', nextTryAt: null } }))

export type Settle = Named & { kept: Chosen }

const theirsOf = ({ sending }: Kept): Told | null => sending.theirs && { ...sending.theirs }

/** What a person has to decide: the fields in which the device and the server differ. */
export function differences(kept: Kept): string[] {
  const theirs = theirsOf(kept)
  return theirs ? clashes(kept, theirs) : []
}

/** A person has decided, field by field; what is sent next builds on what the server holds. */
export async function settle(desk: Desk, { screeningId, kept: chosen }: Settle): Promise<Result<{ id: string }>> {
  const before = await desk.vault.get<Kept>('screening', screeningId)
  const instrument = before && (await desk.asking.askedBy(before.instrument, before.instrumentVersion))
  return change(desk, screeningId, now => {
    const { theirs } = now.sending
    if (!theirs || !instrument) return 'field.no-conflict'
    if (theirs.status === 'completed') return 'screening.completed'
    const open = clashes(now, theirs).filter(each => !Object.hasOwn(chosen, each))
    if (open.length > 0) return 'field.conflict-open'
    const laid = lay(choose(now, theirs, chosen), theirs, '', false)
    const result = now.status === 'completed' ? scoreOf(instrument, laid.answers, now.ageGroup) : null
    return {
      ...now,
      ...laid,
      finding: result?.finding ?? null,
      nextStep: result?.nextStep ?? null,
      version: now.version + 1,
      savedAt: desk.clock().toISOString(),
      unsent: true,
      sending: {
        ...now.sending,
        state: 'waiting',
        edit: desk.newId(),
        base: theirs.version,
        theirs: null,
        nextTryAt: null,
      },
    }
  })
}

/** Where a colleague has finished it meanwhile: what was answered here becomes a screening of its own, beside hers. */
export async function keepBeside(desk: Desk, { screeningId }: Named): Promise<Result<{ id: string }>> {
  const now = await desk.vault.get<Kept>('screening', screeningId)
  if (!now?.sending.theirs) return refuse('field.no-conflict')
  const id = desk.newId()
  const sending = {
    ...now.sending,
    state: 'waiting' as const,
    edit: desk.newId(),
    base: 0,
    inFlight: null,
    theirs: null,
  }
  await desk.vault.change<Kept>('screening', id, () => ({ ...now, id, version: 1, unsent: true, sending }))
  await desk.vault.change<Kept>('screening', screeningId, () => null)
  return ok({ id })
}

/** What was answered here is let go; the server's version is the one that counts. */
export async function letGo(desk: Desk, { screeningId }: Named): Promise<Result<{ id: string }>> {
  const now = await desk.vault.get<Kept>('screening', screeningId)
  if (!now?.sending.theirs) return refuse('field.no-conflict')
  await desk.vault.change<Kept>('screening', screeningId, () => null)
  return ok({ id: screeningId })
}
