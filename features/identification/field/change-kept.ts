import { type Kept as Chosen, clashes } from '#domain/screening/merge-answers.ts'
import { merged } from '#domain/sending/conflict.ts'
import { begun, type Kept } from '#domain/sending/kept.ts'
import { mayChange, next } from '#domain/sending/next.ts'
import { ok, type Refusal, type Result, refuse } from '#domain/shared/result.ts'
import { scoreOf } from '#features/identification/screening/asking.ts'
import type { Desk } from './desk.ts'

type Named = { screeningId: string }

/** Changes one screening in the store, if `next` lets it; its refusal is the answer. */
async function change(desk: Desk, id: string, turn: (now: Kept) => Kept | Refusal): Promise<Result<{ id: string }>> {
  let refused: Refusal | null = refuse('screening.not-found')
  await desk.vault.change<Kept>('screening', id, now => {
    if (!now) return now
    const changed = turn(now)
    refused = 'code' in changed ? changed : null
    return 'code' in changed ? now : changed
  })
  return refused ?? ok({ id })
}

const REOPENED = { status: 'draft', finding: null, nextStep: null, completedAt: null } as const

/** A finished screening that nobody has received yet may be changed once more. */
export const reopen = (desk: Desk, { screeningId }: Named) =>
  change(desk, screeningId, now => {
    if (now.status === 'draft') return now
    const at = desk.clock().toISOString()
    return mayChange(now).ok
      ? next(now, { kind: 'saved', edit: desk.newId(), at, change: REOPENED })
      : refuse('field.already-sent')
  })

/** Lets a draft go to the server as it is, for a colleague to go on with. */
export const release = (desk: Desk, { screeningId }: Named) =>
  change(desk, screeningId, now => next(now, { kind: 'released' }))

export type Settle = Named & { kept: Chosen }

/** A person has decided, field by field; what is sent next builds on what the server holds. */
export async function settle(desk: Desk, { screeningId, kept: chosen }: Settle): Promise<Result<{ id: string }>> {
  const before = await desk.vault.get<Kept>('screening', screeningId)
  const instrument = before && (await desk.asking.askedBy(before.instrument, before.instrumentVersion))
  return change(desk, screeningId, now => {
    const { theirs } = now.sending
    if (!theirs || !instrument) return refuse('field.no-conflict')
    if (theirs.status === 'completed') return refuse('screening.completed')
    const open = clashes(now, theirs).filter(each => !Object.hasOwn(chosen, each))
    if (open.length > 0) return refuse('field.conflict-open')
    const laid = merged(now, theirs, chosen)
    const result = now.status === 'completed' ? scoreOf(instrument, laid.answers, now.ageGroup) : null
    const judged = { finding: result?.finding ?? null, nextStep: result?.nextStep ?? null }
    return next(now, {
      kind: 'settled',
      edit: desk.newId(),
      at: desk.clock().toISOString(),
      theirVersion: theirs.version,
      change: { ...laid, ...judged },
    })
  })
}

/** Where a colleague has finished it meanwhile: what was answered here becomes a screening of its own, beside hers. */
export async function keepBeside(desk: Desk, { screeningId }: Named): Promise<Result<{ id: string }>> {
  const now = await desk.vault.get<Kept>('screening', screeningId)
  if (!now?.sending.theirs) return refuse('field.no-conflict')
  const id = desk.newId()
  const beside = begun({ ...now, id }, desk.newId())
  await desk.vault.change<Kept>('screening', id, () => beside)
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
