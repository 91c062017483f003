import { expect, test } from 'vitest'
import { THEMES } from '#knowledge/schema/recommendations.ts'
import { loadKnowledge } from '#server/knowledge/load.ts'
import { OWN_COUNTS, type OwnYear } from './own-counts.ts'
import { type Entry, scorecardOf } from './scorecard.ts'
import { laterThan, OF_FOREIGNERS, OF_PROGRESS, wholeStandingsOf } from './whole-card.ts'

const { minimumStandards: standards } = await loadKnowledge()
const counted = (value: number | null): OwnYear => ({
  since: '2026-04-01',
  until: '2026-11-01',
  counts: Object.fromEntries(OWN_COUNTS.map(name => [name, value])) as OwnYear['counts'],
})
const cardOf = (entries: readonly Entry[], here: { now?: OwnYear; measures?: { themes: typeof THEMES }[] } = {}) =>
  wholeStandingsOf(scorecardOf({ standards, reports: [], entries }, 2027), {
    measures: here.measures ?? [],
    now: here.now ?? null,
    before: null,
  })
const filled = (card: ReturnType<typeof cardOf>) => card.filter(each => !each.empty).map(each => each.criterion.number)
const entry = (year: number, value: number): Entry => ({
  criterion: 1,
  year,
  counted: { figure: 'convictions', of: year - 1, value },
})

test('the two computed criteria are the statute’s eighth and eleventh', () => {
  const articleOf = (number: number) => standards.criteria.find(each => each.number === number)?.cite.article
  expect([articleOf(OF_FOREIGNERS), articleOf(OF_PROGRESS)]).toEqual(['22 U.S.C. 7106(b)(8)', '22 U.S.C. 7106(b)(11)'])
})

test('a count of nobody is nothing, and one to four is something', () => {
  expect(filled(cardOf([], { now: counted(0) }))).toEqual([])
  expect(filled(cardOf([], { now: counted(null) }))).toEqual([1, 2, 3, 8])
})

test('what can be compared is known of the progress', () => {
  expect(filled(cardOf([entry(2027, 4)]))).toEqual([1])
  expect(filled(cardOf([entry(2026, 3), entry(2027, 4)]))).toEqual([1, OF_PROGRESS])
})

test('a measure stands under each criterion that one of its recommendations speaks to, once', () => {
  const card = cardOf([], { measures: [{ themes: THEMES }] })
  expect(card.flatMap(each => each.measures.map(() => each.criterion.number))).toEqual([1, 2, 3])
})

test('of two entries of one number the later takes the place of the earlier, and of that alone', () => {
  const [first, second, other] = [entry(2027, 4), entry(2027, 4), entry(2026, 3)]
  const words: Entry = { criterion: 1, year: 2027, counted: null }
  const all = [first, other, second, words]
  expect(all.map(each => laterThan(all, each))).toEqual([second, undefined, undefined, undefined])
})
