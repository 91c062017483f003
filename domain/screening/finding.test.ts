import { describe, expect, test } from 'vitest'
import adultFile from '#knowledge/instruments/ilo-labour-adult/1.json' with { type: 'json' }
import childFile from '#knowledge/instruments/ilo-labour-child/1.json' with { type: 'json' }
import type { DimensionKey, Instrument } from '#knowledge/schema/instrument.ts'
import { type Finding, findingOf } from './finding.ts'
import { score } from './score.ts'

const adult = adultFile as Instrument
const child = childFile as Instrument

const LETTERS = {
  D: 'deceptive_recruitment',
  C: 'coercive_recruitment',
  V: 'recruitment_abuse_of_vulnerability',
  E: 'exploitation',
  K: 'coercion_at_destination',
  W: 'abuse_of_vulnerability_at_destination',
} as const satisfies Record<string, DimensionKey>

const setOf = (letters: string) =>
  new Set(Object.entries(LETTERS).flatMap(([letter, key]) => (letters.includes(letter) ? [key] : [])))
const allSets = Array.from({ length: 64 }, (_, bits) => [...'DCVEKW'].filter((_each, at) => bits & (1 << at)).join(''))

/** Written out one by one: the adult combinations that have a name of their own. The other 64 ask for an assessment. */
const NAMED: Record<string, Finding> = {
  '': 'not-indicated',
  E: 'exploited-migrant',
  DE: 'deceived-and-exploited',
  DVE: 'deceived-and-exploited',
  DEK: 'trafficking-forced-labour',
  CEK: 'trafficking-forced-labour',
  VEK: 'trafficking-forced-labour',
  DCEK: 'trafficking-forced-labour',
  DVEK: 'trafficking-forced-labour',
  CVEK: 'trafficking-forced-labour',
  DCVEK: 'trafficking-forced-labour',
  DEKW: 'trafficking-forced-labour',
  CEKW: 'trafficking-forced-labour',
  VEKW: 'trafficking-forced-labour',
  DCEKW: 'trafficking-forced-labour',
  DVEKW: 'trafficking-forced-labour',
  CVEKW: 'trafficking-forced-labour',
  DCVEKW: 'trafficking-forced-labour',
}

describe('the finding', () => {
  test('an adult: each of the 64 combinations', () => {
    for (const letters of allSets) {
      expect(findingOf(setOf(letters), 'adult'), letters).toBe(NAMED[letters] ?? 'needs-assessment')
    }
  })

  test('a child: exploitation alone is enough, and anything else asks for an assessment', () => {
    for (const letters of allSets) {
      const expected =
        letters === '' ? 'not-indicated' : letters.includes('E') ? 'trafficking-forced-labour' : 'needs-assessment'
      expect(findingOf(setOf(letters), 'child'), letters).toBe(expected)
    }
  })

  test('the same answers about work mean a labour-rights case for an adult and trafficking for a child', () => {
    const answers = { excessive_hours: 'yes', low_no_salary: 'yes' } as const
    expect(score(adult, answers)).toMatchObject({ finding: 'exploited-migrant', nextStep: 'labour-rights' })
    expect(score(child, answers)).toMatchObject({ finding: 'trafficking-forced-labour', nextStep: 'refer-now' })
  })

  test('forced labour without a known recruitment is not "no"', () => {
    const answers = {
      excessive_hours: 'yes',
      low_no_salary: 'yes',
      'coercion_at_destination.debt_bondage': 'yes',
      'coercion_at_destination.confiscation_documents': 'yes',
    } as const
    expect(score(adult, answers)).toMatchObject({ finding: 'needs-assessment', nextStep: 'refer' })
  })

  test('deceived and exploited is referred', () => {
    const answers = {
      deceived_job_location_employer: 'yes',
      deceived_wages: 'yes',
      excessive_hours: 'yes',
      bad_living: 'yes',
    } as const
    expect(score(adult, answers)).toMatchObject({ finding: 'deceived-and-exploited', nextStep: 'refer' })
  })
})

describe('a sign of immediate danger', () => {
  test('one yes to violence or confinement means refer now, and the finding stays what the dimensions say', () => {
    for (const key of ['violence_victim', 'coercion_at_destination.isolation_confinement']) {
      expect(score(adult, { [key]: 'yes' })).toMatchObject({ finding: 'not-indicated', nextStep: 'refer-now' })
    }
  })

  test('for a child also threats of violence, sale, and forced tasks or clients', () => {
    for (const key of ['threat_violence_victim', 'abduction_sale', 'forced_tasks_clients']) {
      expect(score(child, { [key]: 'yes' })).toMatchObject({ finding: 'not-indicated', nextStep: 'refer-now' })
    }
  })

  test('no and unknown raise no alarm', () => {
    for (const answer of ['no', 'unknown'] as const) {
      expect(score(child, { violence_victim: answer })).toMatchObject({ nextStep: 'advise', urgent: [] })
    }
  })

  test('every urgent sign is a strong one', () => {
    for (const instrument of [adult, child]) {
      const urgent = instrument.dimensions.flatMap(each => each.indicators).filter(each => each.urgent)
      expect(urgent.length).toBeGreaterThan(0)
      expect(urgent.every(each => each.weight === 'strong')).toBe(true)
    }
  })
})

test('no result calls anybody a victim', () => {
  const yes = Object.fromEntries(adult.dimensions.flatMap(each => each.indicators.map(one => [one.id, 'yes' as const])))
  const { finding, nextStep } = score(adult, yes)
  expect(`${finding} ${nextStep}`).not.toMatch(/victim/i)
})
