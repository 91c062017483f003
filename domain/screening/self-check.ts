import type { NextStep } from './finding.ts'
import type { Score } from './score.ts'

/**
 * What a person who asks herself is told to do. Nobody else looks at her answers, so a question that she could not answer must not
 * read as "there is no danger": while an open one could still be a sign, she is asked to talk it over.
 */
export const ownStep = ({ nextStep, undecided }: Pick<Score, 'nextStep' | 'undecided'>): NextStep =>
  nextStep === 'advise' && undecided.length > 0 ? 'ask-more' : nextStep
