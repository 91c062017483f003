import type { WordKey } from '#knowledge/schema/words.ts'
import { type CardInstrument, type CardSteps, NEXT_STEPS, type NextStep, say, type Words } from './card-source.ts'

/** What holds everywhere, for an instrument for which the country has written no steps of its own. */
const EVERYWHERE = {
  'refer-now': ['paper-card.do-safe', 'paper-card.do-explain', 'paper-card.do-call'],
  refer: ['paper-card.do-offer', 'paper-card.do-contact'],
  advise: ['paper-card.do-number', 'paper-card.do-later'],
  never: ['paper-card.never-back', 'paper-card.never-tell', 'paper-card.never-promise', 'paper-card.never-against'],
} as const satisfies Partial<Record<NextStep | 'never', readonly WordKey[]>>

export function groupsOf(
  { asker }: CardInstrument,
  steps: CardSteps | null,
  t: Words,
): { title: string; lines: string[] }[] {
  const titleOf = (step: NextStep) => t.coded('paper-card.step', asker === 'person' ? `own-${step}` : step)
  return NEXT_STEPS.flatMap(step => {
    const lines = linesOf(step, steps, t)
    return lines.length > 0 ? [{ title: titleOf(step), lines }] : []
  })
}

export const neverOf = (steps: CardSteps | null, t: Words): string[] => linesOf('never', steps, t)

function linesOf(step: NextStep | 'never', steps: CardSteps | null, t: Words): string[] {
  if (steps) return (steps[step] ?? []).map(({ text }) => say(text, t))
  return step === 'labour-rights' ? [] : EVERYWHERE[step].map(key => t(key))
}
