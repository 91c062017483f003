import { ok, type Result } from '#domain/shared/result.ts'
import { type Became, nowAlso } from '#domain/tips/tip.ts'
import { beginScreening } from '#features/identification/screening/begin-screening.ts'
import { askingOn } from '#features/identification/screening/on-server.ts'
import { addNarrative } from '#features/protection/cases/add-narrative.ts'
import { openCase } from '#features/protection/cases/open-case.ts'
import type { Ctx } from '#server/db/transact.ts'
import { openedTip } from './queries.ts'
import type { CaseFromTip, ScreeningFromTip } from './record.ts'
import { changeTip, lockTip, type TipRow } from './store.ts'

const LONGEST_NOTE = 8000

/*
 * What a tip leads to knows that it came from a tip and not from which one; the tip knows what it led to and not to which. Neither
 * the record of deeds nor any row holds both, so that nothing leads from a case to a receipt.
 */
export async function led(ctx: Ctx, row: TipRow, became: Became): Promise<void> {
  await changeTip(ctx, row, { became: nowAlso(row.became, became) })
  ctx.audit('tip.led-on', [], { to: became })
}

/** The desk's own tip, for what another feature makes of it. */
export const tipToLeadOn = (ctx: Ctx, tipId: string): Promise<Result<TipRow>> => lockTip(ctx, tipId)

/** A case. What the sender wrote goes along, where the colleague says so, as a note of the case. */
export async function caseFromTip(ctx: Ctx, input: CaseFromTip): Promise<Result<{ id: string }>> {
  const found = await lockTip(ctx, input.tipId)
  if (!found.ok) return found
  const opened = await openCase(ctx, {
    ageGroup: input.ageGroup,
    personGroup: input.personGroup,
    openedFrom: 'tip',
    languages: [found.value.language],
    interpreter: false,
    stepFree: false,
    mayContact: 'not-asked',
    risk: found.value.danger === 'yes' ? 'high' : 'not-assessed',
  })
  if (!opened.ok) return opened
  const caseId = opened.value.id
  if (input.withWords) {
    const { place, messages } = await openedTip(ctx, found.value)
    const said = messages.filter(each => each.by === 'sender').map(each => each.words)
    const text = [place, ...said].filter(Boolean).join('\n\n').slice(0, LONGEST_NOTE)
    const noted = await addNarrative(ctx, { caseId, kind: 'note', text })
    if (!noted.ok) return noted
  }
  await led(ctx, found.value, 'case')
  return ok({ id: caseId })
}

/** Questions by telephone or in writing to the person herself. */
export async function screeningFromTip(
  ctx: Ctx,
  { tipId, ageGroup }: ScreeningFromTip,
): Promise<Result<{ id: string }>> {
  const found = await lockTip(ctx, tipId)
  if (!found.ok) return found
  const begun = await beginScreening(askingOn(ctx), { situation: 'phone', ageGroup, language: found.value.language })
  if (!begun.ok) return begun
  await led(ctx, found.value, 'screening')
  return ok({ id: begun.value.id })
}
