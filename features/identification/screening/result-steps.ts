import type { WordKey } from '#knowledge/schema/words.ts'

type Steps = { now: readonly WordKey[]; never: readonly WordKey[] }

const NEVER: readonly WordKey[] = ['screening.never-tell', 'screening.never-promise', 'screening.never-against']

const STEPS: Record<string, Steps> = {
  'refer-now': {
    now: ['screening.do-safe', 'screening.do-explain', 'screening.do-call', 'screening.do-refer'],
    never: ['screening.never-back', ...NEVER, 'screening.never-again'],
  },
  refer: {
    now: ['screening.do-explain', 'screening.do-refer', 'screening.do-contact'],
    never: ['screening.never-back', ...NEVER, 'screening.never-again'],
  },
  'ask-more': {
    now: ['screening.do-ask-more', 'screening.do-number', 'screening.do-later'],
    never: ['screening.never-proof', ...NEVER],
  },
  'labour-rights': {
    now: ['screening.do-rights', 'screening.do-write', 'screening.do-number'],
    never: NEVER,
  },
  advise: {
    now: ['screening.do-number', 'screening.do-later'],
    never: ['screening.never-proof', ...NEVER],
  },
}

/** What to do at once and what never, in the order in which it matters. An unknown step is answered with the most careful one. */
export function stepsFor(nextStep: string, child: boolean): Steps {
  const steps = STEPS[nextStep] ?? STEPS.refer
  if (!steps) throw new Error('no steps')
  const refers = nextStep === 'refer-now' || nextStep === 'refer'
  const who: WordKey = child ? 'screening.do-child' : 'screening.do-adult'
  return { now: child || refers ? [...steps.now, who] : steps.now, never: steps.never }
}
