import { textIn } from '#knowledge/schema/fact.ts'
import type { NextSteps } from '#knowledge/schema/next-steps.ts'
import type { WordKey } from '#knowledge/schema/words.ts'
import type { CardSource, Words } from './card-source.ts'

const ORDER = ['refer-now', 'refer', 'ask-more', 'labour-rights', 'advise'] as const
type Step = (typeof ORDER)[number]

/** What holds everywhere, for an instrument for which the country has written no steps. */
const EVERYWHERE: Partial<Record<Step | 'never', readonly WordKey[]>> = {
  'refer-now': ['paper-card.do-safe', 'paper-card.do-explain', 'paper-card.do-call'],
  refer: ['paper-card.do-offer', 'paper-card.do-contact'],
  advise: ['paper-card.do-number', 'paper-card.do-later'],
  never: ['paper-card.never-back', 'paper-card.never-tell', 'paper-card.never-promise', 'paper-card.never-against'],
}

/** What to do, by the next step, the most urgent first. Each group is whole, so that nobody has to look for the rest of it. */
export function groupsOf(source: CardSource, t: Words): { title: string; lines: string[] }[] {
  const own = source.instrument.asker === 'person'
  return ORDER.flatMap(step => {
    const lines = linesOf(step, source, t)
    return lines.length > 0 ? [{ title: t.coded('paper-card.step', own ? `own-${step}` : step), lines }] : []
  })
}

export const neverOf = (source: CardSource, t: Words): string[] => linesOf('never', source, t)

function linesOf(step: Step | 'never', { next, hotlines }: CardSource, t: Words): string[] {
  if (!next) return (EVERYWHERE[step] ?? []).map(key => t(key))
  const numbers = new Map(hotlines.map(each => [each.id, each.number]))
  return stepsIn(next, step).map(({ text, call }) =>
    [textIn(text, t.language), ...(call ? [numbers.get(call) ?? []] : [])].flat().join(' '),
  )
}

const stepsIn = ({ steps }: NextSteps, step: Step | 'never') => steps[step] ?? []
