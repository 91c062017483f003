import { expect, test } from 'vitest'
import { AGE_GROUPS } from '#domain/cases/case.ts'
import kazFile from '#knowledge/law/kaz.json' with { type: 'json' }
import type { Law } from '#knowledge/schema/law.ts'
import { lawfulBasis } from './lawful-basis.ts'

const laws = [kazFile as Law]

test('in Kazakhstan a child is referred to help without a consent, and an adult is not', () => {
  expect(lawfulBasis(laws, { ageGroup: 'child', service: 'shelter' }, '2026-11-24')).toMatchObject({
    rule: { id: 'child-referral-basis' },
    depth: 'full',
  })
  expect(lawfulBasis(laws, { ageGroup: 'adult', service: 'shelter' }, '2026-11-24')).toBeNull()
})

test('whose age is uncertain is referred as a child is', () => {
  expect(lawfulBasis(laws, { ageGroup: 'uncertain', service: 'medical' }, '2026-11-24')?.rule.id).toBe(
    'child-referral-basis',
  )
})

test('nobody is referred to the police on it, though an NGO informs the police that somebody turned to it', () => {
  for (const ageGroup of AGE_GROUPS) {
    expect(lawfulBasis(laws, { ageGroup, service: 'police-report' }, '2026-11-24')).toBeNull()
  }
})

test('before the law was in force there was no such basis', () => {
  expect(lawfulBasis(laws, { ageGroup: 'child', service: 'shelter' }, '2024-09-04')).toBeNull()
})
