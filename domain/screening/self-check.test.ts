import { describe, expect, test } from 'vitest'
import { NEXT_STEPS } from './finding.ts'
import { ownStep } from './self-check.ts'

describe('what a person who asks herself is told to do', () => {
  test('no danger is said only where no question is open', () => {
    expect(ownStep({ nextStep: 'advise', undecided: [] })).toBe('advise')
    expect(ownStep({ nextStep: 'advise', undecided: ['danger'] })).toBe('ask-more')
  })

  test('an open question makes nothing less urgent', () => {
    for (const nextStep of NEXT_STEPS.filter(each => each !== 'advise'))
      expect(ownStep({ nextStep, undecided: ['danger'] })).toBe(nextStep)
  })
})
