import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inForce } from '#domain/shared/dates.ts'
import type { Law } from '#knowledge/schema/law.ts'
import { AGES, CITIZENSHIPS, HAPPENINGS, PROFESSIONS, type Rights, YES_NO } from '#knowledge/schema/rights.ts'
import { datedRights, type RightAnswer, rightsOn, STANDS } from './rights.ts'
import type { Situation } from './situation.ts'
import { agreement } from './table/agreement.ts'
import type { Row } from './table/row.ts'
import { trafficking } from './table/trafficking.ts'
import { detained, union } from './table/union.ts'
import { work } from './table/work.ts'

const read = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8'))
const file = read<Rights>('knowledge/rights/kaz.json')
const rights = datedRights(file, [read<Law>('knowledge/law/kaz.json')])
const answer = (day: string, situation: Situation) => rightsOn(day, situation, file.country, rights)
const idsOf = (answers: readonly RightAnswer[], ...stands: string[]) =>
  answers.filter(each => stands.includes(each.stands)).map(each => each.right.id)

describe('what the sources say', () => {
  const table: readonly Row[] = [...agreement, ...work, ...union, ...trafficking, ...detained]

  test.each(table.map(row => [`${row.who}, on ${row.on}`, row] as const))('%s', (_, row) => {
    const answers = answer(row.on, row.situation)
    expect(idsOf(answers, 'applies'), row.cite).toEqual(expect.arrayContaining([...(row.gives ?? [])]))
    expect(idsOf(answers, 'may-apply'), row.cite).toEqual(expect.arrayContaining([...(row.may ?? [])]))
    expect(idsOf(answers, 'not-yet'), row.cite).toEqual(expect.arrayContaining([...(row.notYet ?? [])]))
    expect(
      idsOf(answers, ...STANDS).filter(id => row.never?.includes(id)),
      row.cite,
    ).toEqual([])
  })

  test('at least sixty situations and days, each with its source, and every right is in one of them', () => {
    expect(table.length).toBeGreaterThanOrEqual(60)
    expect(table.filter(row => row.cite.length < 12)).toEqual([])
    const given = new Set(table.flatMap(row => [...(row.gives ?? []), ...(row.may ?? [])]))
    expect(rights.map(each => each.id).filter(id => !given.has(id))).toEqual([])
  })
})

const day = fc
  .date({ min: new Date('1998-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  .map(each => each.toISOString().slice(0, 10))
const orUnknown = <T extends string>(values: readonly T[]) => fc.option(fc.constantFrom(...values))
const situation: fc.Arbitrary<Situation> = fc.record({
  citizenship: orUnknown(CITIZENSHIPS),
  age: orUnknown(AGES),
  profession: orUnknown(PROFESSIONS),
  contract: orUnknown(YES_NO),
  permit: orUnknown(YES_NO),
  recognised: orUnknown(YES_NO),
  happened: fc.record(Object.fromEntries(HAPPENINGS.map(each => [each, fc.option(fc.boolean(), { nil: undefined })]))),
})
const FACTS = {
  citizenship: CITIZENSHIPS,
  age: AGES,
  profession: PROFESSIONS,
  contract: YES_NO,
  permit: YES_NO,
  recognised: YES_NO,
}

describe('whatever a person says, on whatever day', () => {
  test('no right stands outside its time', () => {
    fc.assert(
      fc.property(day, situation, (on, told) => {
        for (const { right, stands } of answer(on, told)) {
          expect(inForce(right, on)).toBe(stands === 'applies' || stands === 'may-apply')
          if (stands === 'not-yet') expect(on < right.from).toBe(true)
        }
      }),
    )
  })

  test('not knowing never gives less than the worst answer would, and promises no more than each would', () => {
    fc.assert(
      fc.property(day, situation, fc.constantFrom(...Object.keys(FACTS)), (on, told, fact) => {
        const open = answer(on, { ...told, [fact]: null })
        for (const value of FACTS[fact as keyof typeof FACTS]) {
          const known = answer(on, { ...told, [fact]: value })
          const hers = idsOf(known, 'applies', 'may-apply')
          expect(idsOf(open, 'applies', 'may-apply')).toEqual(expect.arrayContaining(hers))
          expect(idsOf(known, 'applies')).toEqual(expect.arrayContaining(idsOf(open, 'applies')))
        }
      }),
    )
  })

  test('nor does being unsure of what happened', () => {
    fc.assert(
      fc.property(day, situation, fc.constantFrom(...HAPPENINGS), (on, told, event) => {
        const open = answer(on, { ...told, happened: { ...told.happened, [event]: undefined } })
        for (const value of [true, false]) {
          const known = answer(on, { ...told, happened: { ...told.happened, [event]: value } })
          expect(idsOf(open, 'applies', 'may-apply')).toEqual(
            expect.arrayContaining(idsOf(known, 'applies', 'may-apply')),
          )
        }
      }),
    )
  })

  test('each right is named once, what is hers first, and the order of her answers changes nothing', () => {
    fc.assert(
      fc.property(day, situation, (on, told) => {
        const answers = answer(on, told)
        const ids = answers.map(each => each.right.id)
        expect(new Set(ids).size).toBe(ids.length)
        const ranks = answers.map(each => STANDS.indexOf(each.stands))
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
        const turned = Object.fromEntries(Object.entries(told.happened).toReversed())
        expect(answer(on, { ...told, happened: turned })).toEqual(answers)
      }),
    )
  })

  test('each answer says what it follows from, and what is still open only where something is', () => {
    fc.assert(
      fc.property(day, situation, (on, told) => {
        for (const { right, stands, because, needs } of answer(on, told)) {
          expect([...because, ...needs].map(each => each.fact).toSorted()).toEqual(Object.keys(right.when).toSorted())
          if (stands === 'applies') expect(needs).toEqual([])
          if (stands === 'may-apply') expect(needs.length).toBeGreaterThan(0)
        }
      }),
    )
  })
})

test('a right that has ended is told as ended', () => {
  const [first] = rights.filter(each => each.id === 'wages')
  const ended = rights.map(each => (each === first ? { ...each, until: '2020-01-01' } : each))
  const told: Situation = { ...(agreement[0] as Row).situation, happened: { unpaid: true } }
  const answers = rightsOn('2021-01-01', told, file.country, ended)
  expect(answers.find(each => each.right.id === 'wages')?.stands).toBe('no-longer')
})
