import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FIGURES } from '#knowledge/schema/reports.ts'
import { loadKnowledge } from '#server/knowledge/load.ts'
import { type Entry, scorecardOf } from './scorecard.ts'

const { minimumStandards: standards, reports: all } = await loadKnowledge()
const reports = all.find(each => each.country === 'KAZ')?.reports ?? []
const cardOf = (year: number, entries: readonly Entry[] = []) => scorecardOf({ standards, reports, entries }, year)
const criterionOf = (year: number, number: number, entries?: readonly Entry[]) =>
  cardOf(year, entries).criteria.find(each => each.criterion.number === number)

test('2020: fewer people identified than in the report before, and no number of any trial', () => {
  const identified = criterionOf(2020, 2)?.figures.find(each => each.figure === 'victims-identified')
  expect(identified).toMatchObject({ of: 2019, value: 40, before: 83, change: 'fewer', origin: 'report' })
  const prosecution = criterionOf(2020, 1)
  expect(prosecution).toMatchObject({ missing: ['investigations', 'prosecutions', 'convictions'], presumed: true })
  expect(prosecution?.figures).toMatchObject([{ figure: 'convictions', value: null, change: 'fewer' }])
})

test('three foreigners among forty people are 8 percent, two among eighty-three were 2', () => {
  expect(cardOf(2020).foreignShares).toEqual([{ origin: 'report', percent: 8, before: 2 }])
  expect(cardOf(2025).foreignShares).toEqual([])
})

test('2021: what the report says of a direction stands where there is no number', () => {
  expect(cardOf(2021).progress.more).toEqual(['investigations', 'convictions', 'victims-identified', 'foreign-victims'])
})

test('a report that left out a year is not compared with the one before the gap', () => {
  const gap = reports.filter(each => each.year !== 2019)
  const card = scorecardOf({ standards, reports: gap }, 2020)
  const identified = card.criteria.flatMap(each => each.figures).find(each => each.figure === 'victims-identified')
  expect(identified).toMatchObject({ before: null, change: 'unknown' })
})

test('a year that no report here is of: everything is missing, and of trials that nothing was done is presumed', () => {
  const card = cardOf(2016)
  expect(card.criteria.flatMap(each => each.missing).toSorted()).toEqual([...FIGURES].sort())
  expect(card.criteria.filter(each => each.presumed).map(each => each.criterion.number)).toEqual([1, 7])
  expect(card.criteria.every(each => each.silent)).toBe(true)
})

const counted = (year: number, figure: (typeof FIGURES)[number], value: number, criterion = 1): Entry => ({
  criterion,
  year,
  counted: { figure, of: year - 1, value },
})

test('a number that a person enters ends the presumption, and is compared with her own of the year before only', () => {
  const entries = [
    counted(2019, 'prosecutions', 9),
    ...(['investigations', 'prosecutions', 'convictions'] as const).map(each => counted(2020, each, 12)),
  ]
  const standing = criterionOf(2020, 1, entries)
  expect(standing).toMatchObject({ missing: [], presumed: false })
  expect(standing?.figures.filter(each => each.origin === 'entered')).toMatchObject([
    { figure: 'investigations', before: null, change: 'unknown' },
    { figure: 'prosecutions', before: 9, change: 'more' },
    { figure: 'convictions', before: null, change: 'unknown' },
  ])
})

test('of two entries of one number the later counts', () => {
  const entries = [counted(2020, 'convictions', 3), counted(2020, 'convictions', 4)]
  expect(criterionOf(2020, 1, entries)?.figures.filter(each => each.origin === 'entered')).toMatchObject([{ value: 4 }])
})

test('more foreigners than people are no share', () => {
  const entries = [counted(2024, 'foreign-victims', 5, 8), counted(2024, 'victims-identified', 4, 2)]
  expect(cardOf(2024, entries).foreignShares).toEqual([{ origin: 'entered', percent: null, before: null }])
})

const entry = fc.record({
  criterion: fc.integer({ min: 1, max: 12 }),
  year: fc.integer({ min: 2018, max: 2021 }),
  counted: fc.option(
    fc.record({
      figure: fc.constantFrom(...FIGURES),
      of: fc.integer({ min: 2017, max: 2020 }),
      value: fc.integer({ min: 0, max: 9 }),
    }),
  ),
})

test('no number is compared with one of another origin or of a year that is not the one before', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 30 }), fc.integer({ min: 2018, max: 2021 }), (entries, year) => {
      const lastIn = (figure: string, report: number) =>
        entries.findLast(each => each.year === report && each.counted?.figure === figure)?.counted
      const { criteria } = scorecardOf({ standards, reports: [], entries }, year)
      for (const { figure, of, value, before, change } of criteria.flatMap(each => each.figures)) {
        const last = lastIn(figure, year - 1)
        expect({ of, value }).toMatchObject({ of: lastIn(figure, year)?.of, value: lastIn(figure, year)?.value })
        expect(before).toBe(last?.of === of - 1 ? last.value : null)
        const sign = before === null || value === null ? undefined : Math.sign(value - before)
        expect(change).toBe(sign === undefined ? 'unknown' : ['fewer', 'same', 'more'][sign + 1])
      }
    }),
  )
})
