import { expect, test } from 'vitest'
import adultFile from '#knowledge/instruments/ilo-labour-adult/1.json' with { type: 'json' }
import childFile from '#knowledge/instruments/ilo-labour-child/1.json' with { type: 'json' }
import kazFile from '#knowledge/law/kaz.json' with { type: 'json' }
import palermoFile from '#knowledge/law/palermo.json' with { type: 'json' }
import type { Instrument } from '#knowledge/schema/instrument.ts'
import type { Law } from '#knowledge/schema/law.ts'
import { ageGroup, pickInstrument } from './choose.ts'

const laws = [kazFile, palermoFile] as Law[]
const instruments = [adultFile, childFile] as Instrument[]

test('an uncertain age is a child by law 110-VIII from its first day in force', () => {
  const age = ageGroup('uncertain', laws, '2024-09-05')
  expect(age).toMatchObject({ group: 'child', presumed: true })
  expect(age.rule?.cite.article).toBe('art. 21(2)')
})

test('the day before, an uncertain age is a child by practice', () => {
  expect(ageGroup('uncertain', laws, '2024-09-04')).toEqual({ group: 'child', presumed: true, rule: null })
})

test('17 is a child, 18 is an adult', () => {
  expect(ageGroup(17, laws, '2026-11-24').group).toBe('child')
  expect(ageGroup(18, laws, '2026-11-24').group).toBe('adult')
})

test('an age that is no number is a child', () => {
  expect(ageGroup(Number.NaN, laws, '2026-11-24').group).toBe('child')
})

test('before any law the house still asks for 18 years', () => {
  expect(ageGroup(17, laws, '1990-01-01')).toEqual({ group: 'child', presumed: false, rule: null })
})

test('where Kazakhstan has no rule the Protocol answers', () => {
  expect(ageGroup(17, laws.slice(1), '2026-11-24').rule?.cite.article).toBe('art. 3(d)')
})

test('a border officer with a child gets the newest version of the child set', () => {
  const newer = { ...(childFile as Instrument), version: 2 }
  const found = pickInstrument([newer, ...instruments], { situation: 'border', ageGroup: 'child' })
  expect(found).toMatchObject({ ok: true, value: { id: 'ilo-labour-child', version: 2 } })
})

test('no instrument for a place is said, not guessed', () => {
  const shelterOnly = instruments.map(each => ({ ...each, situations: ['shelter' as const] }))
  expect(pickInstrument(shelterOnly, { situation: 'border', ageGroup: 'adult' })).toMatchObject({
    ok: false,
    code: 'screening.no-instrument',
  })
})
