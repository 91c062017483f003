import { expect, test } from 'vitest'
import { AGE_GROUPS, protectedAsChild } from './case.ts'

test('who may be a child is protected as one until her age is settled', () => {
  expect(AGE_GROUPS.filter(protectedAsChild)).toEqual(['child', 'uncertain'])
})
