import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AGE_GROUPS } from '#domain/cases/case.ts'
import { GIVEN_BY } from './consent.ts'
import { isOwnView, whyMayNotAnswer } from './who-answers.ts'

const answering = fc.record({
  ageGroup: fc.constantFrom(...AGE_GROUPS),
  givenBy: fc.constantFrom(...GIVEN_BY),
  guardianUnsafe: fc.boolean(),
})

test('the person is always heard, and so is a representative', () => {
  fc.assert(
    fc.property(answering, given => {
      if (given.givenBy !== 'guardian') expect(whyMayNotAnswer(given)).toBeNull()
    }),
  )
})

test('a guardian answers for a child only, and not one who may be part of it', () => {
  fc.assert(
    fc.property(answering, each => {
      const given = { ...each, givenBy: 'guardian' as const }
      const code = whyMayNotAnswer(given)?.code ?? null
      if (given.ageGroup === 'adult') expect(code).toBe('consent.guardian-of-adult')
      else expect(code).toBe(given.guardianUnsafe ? 'consent.guardian-unsafe' : null)
    }),
  )
})

test('only what a child, or who may be one, says for itself is its own view', () => {
  fc.assert(
    fc.property(
      answering,
      given => void expect(isOwnView(given)).toBe(given.ageGroup !== 'adult' && given.givenBy === 'self'),
    ),
  )
})
