import { lengthOf } from '#domain/screening/choose.ts'
import type { Instrument } from '#knowledge/schema/instrument.ts'
import { textIn } from '#knowledge/schema/languages.ts'
import type { NextSteps } from '#knowledge/schema/next-steps.ts'
import type { WordKey } from '#knowledge/schema/words.ts'
import type { CardSource, Words } from './card-source.ts'

type Step = Exclude<keyof NextSteps['steps'], 'never'>

/** The next steps to which an instrument can lead, the most urgent first. Only the list in depth tells work from trafficking; a child is never asked in depth. */
function stepsOf(instrument: Instrument): readonly Step[] {
  if (lengthOf(instrument) === 'in-depth') return ['refer-now', 'refer', 'labour-rights', 'advise']
  return instrument.age === 'child' ? ['refer-now', 'refer', 'advise'] : ['refer-now', 'refer', 'ask-more', 'advise']
}

/** What holds everywhere, for an instrument for which the country has written no steps. */
const EVERYWHERE: Partial<Record<Step | 'never', readonly WordKey[]>> = {
  'refer-now': ['paper-card.do-safe', 'paper-card.do-explain', 'paper-card.do-call'],
  refer: ['paper-card.do-offer', 'paper-card.do-contact'],
  advise: ['paper-card.do-number', 'paper-card.do-later'],
  never: ['paper-card.never-back', 'paper-card.never-tell', 'paper-card.never-promise', 'paper-card.never-against'],
}

/** What to do, by the next step, the most urgent first. Paper is short: what holds of every referral is not said again for an urgent one. */
export function groupsOf(source: CardSource, t: Words): { title: string; lines: string[] }[] {
  const own = source.instrument.asker === 'person'
  const always = linesOf('refer', source, t)
  return stepsOf(source.instrument).flatMap(step => {
    const all = linesOf(step, source, t)
    const lines = step === 'refer-now' ? all.filter(each => !always.includes(each)) : all
    return lines.length > 0 ? [{ title: t.coded('paper-card.step', own ? `own-${step}` : step), lines }] : []
  })
}

export const neverOf = (source: CardSource, t: Words): string[] => linesOf('never', source, t)

function linesOf(step: Step | 'never', { next, hotlines }: CardSource, t: Words): string[] {
  if (!next) return (EVERYWHERE[step] ?? []).map(key => t(key))
  // A number torn apart at the end of a line is misread.
  const numbers = new Map(hotlines.map(each => [each.id, each.number.replaceAll(' ', '\u00a0')]))
  return stepsIn(next, step).map(({ text, call }) =>
    [textIn(text, t.language), ...(call ? [numbers.get(call) ?? []] : [])].flat().join(' '),
  )
}

const stepsIn = ({ steps }: NextSteps, step: Step | 'never') => steps[step] ?? []
