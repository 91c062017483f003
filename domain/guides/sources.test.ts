import { describe, expect, test } from 'vitest'
import everywhere from '#knowledge/guides/everywhere.json' with { type: 'json' }
import kaz from '#knowledge/guides/kaz.json' with { type: 'json' }
import rus from '#knowledge/guides/rus.json' with { type: 'json' }
import type { Guide, Topic } from '#knowledge/schema/guide.ts'
import { corridorsOf } from './corridors.ts'
import { type Caution, rulesOn } from './rules-on.ts'

const guides = [everywhere, kaz, rus] as Guide[]

type Row = [cite: string, corridor: string, on: string, topic: Topic, values: unknown[], cautions?: Caution[]]

const days = (amount: number, over?: unknown) => ({
  kind: 'at-most',
  amount,
  unit: 'calendar-days',
  ...(over !== undefined && { in: over }),
})
const halfYear = { amount: 180, unit: 'calendar-days' }
const by = (amount: number, unit = 'calendar-days') => ({ kind: 'within', amount, unit })
const needed = { kind: 'needed' }
const free = { kind: 'not-needed' }
const holds = { kind: 'holds' }

/** Written from the sources named in each row, not from the files. Cautions are those of the first rule. */
const TABLE: Row[] = [
  // Law of Kazakhstan on migration, art. 6(4): 30 days from crossing, 90 in each 180; the sum since 27 January 2023.
  ['migration law 6(4)', 'uzb-kaz', '2022-06-01', 'stay', [days(30)]],
  ['migration law 6(4)', 'uzb-kaz', '2023-01-26', 'stay', [days(30)]],
  ['migration law 6(4)', 'uzb-kaz', '2023-01-27', 'stay', [days(30), days(90, halfYear)]],
  ['migration law 6(4)', 'uzb-kaz', '2026-11-24', 'stay', [days(30), days(90, halfYear)], []],
  [
    'migration law 6(4), not confirmed for Tajikistan',
    'tjk-kaz',
    '2026-11-24',
    'stay',
    [days(30), days(90, halfYear)],
    ['unverified'],
  ],
  // Kommersant, 17 January 2023; Akmola migration police through lada.kz, 15 September 2025.
  ['EAEU citizens: 90 days', 'kgz-kaz', '2026-11-24', 'stay', [days(90, halfYear)], []],
  ['EAEU citizens before 2023', 'kgz-kaz', '2022-06-01', 'stay', []],
  // The visa-free note of the 2014 law excludes Turkmenistan.
  ['visa for Turkmenistan', 'tkm-kaz', '2025-01-01', 'stay', [needed], ['unverified']],
  // Migration law 6(4): three working days; new rules of registration from 1 July 2026 (order 923, Kazinform).
  ['host informs', 'uzb-kaz', '2020-06-01', 'registration', [by(3, 'working-days'), needed], ['start-uncertain']],
  ['host informs', 'tkm-kaz', '2025-06-01', 'registration', [by(3, 'working-days')], []],
  ['host informs, being checked', 'tkm-kaz', '2026-11-24', 'registration', [by(3, 'working-days')], ['being-checked']],
  ['order 923', 'kgz-kaz', '2026-06-30', 'registration', [by(3, 'working-days')], []],
  ['order 923', 'kgz-kaz', '2026-07-01', 'registration', [by(3, 'working-days'), by(30)], ['being-checked']],
  // EAEU Treaty, art. 97(1); accession of Kyrgyzstan in force on 12 August 2015 (vlast.kz).
  ['EAEU 97(1)', 'kgz-kaz', '2015-08-11', 'permit', []],
  ['EAEU 97(1)', 'kgz-kaz', '2015-08-12', 'permit', [free], []],
  ['EAEU 97(1)', 'kgz-rus', '2026-11-24', 'permit', [free], []],
  ['EAEU 97(1)', 'kaz-rus', '2015-01-01', 'permit', [free], []],
  // Migration law 43-2: one, two or three months, twelve at most; new rules from 2025 (korgan-zan.kz). Labour Code 26(1)(4).
  [
    'labour immigrant',
    'uzb-kaz',
    '2024-12-31',
    'permit',
    [{ kind: 'at-most', amount: 12, unit: 'months' }, needed],
    [],
  ],
  [
    'labour immigrant',
    'tjk-kaz',
    '2025-01-01',
    'permit',
    [{ kind: 'at-most', amount: 12, unit: 'months' }, needed],
    ['unverified', 'start-uncertain'],
  ],
  ['labour immigrants have visa-free entry', 'tkm-kaz', '2026-11-24', 'permit', [needed], []],
  // Law 110-VIII, art. 17(2)(12): at least 30 calendar days, in force since September 2024; absent in 2020.
  ['law 110-VIII', 'uzb-kaz', '2020-09-17', 'protection', []],
  [
    'law 110-VIII',
    'uzb-kaz',
    '2024-09-05',
    'protection',
    [{ kind: 'at-least', amount: 30, unit: 'calendar-days' }, holds],
    ['start-uncertain'],
  ],
  [
    'law 110-VIII',
    'tkm-kaz',
    '2026-11-24',
    'protection',
    [{ kind: 'at-least', amount: 30, unit: 'calendar-days' }, holds],
    [],
  ],
  // Migration law 48: five years after expulsion by a court.
  ['migration law 48', 'tjk-kaz', '2026-11-24', 're-entry-ban', [{ kind: 'at-most', amount: 5, unit: 'years' }], []],
  // State of emergency of 16 March 2020; qostanai.media: until 5 January 2021.
  ['closed borders', 'uzb-kaz', '2020-03-15', 'stranded', []],
  ['closed borders', 'uzb-kaz', '2020-06-01', 'stranded', [holds], ['unverified']],
  ['closed borders', 'uzb-kaz', '2021-01-06', 'stranded', []],
  // Russia: 90 days in 180 until 2024, 90 in a calendar year since (Ministry of Foreign Affairs through nakanune.ru).
  ['90 in 180', 'tjk-rus', '2024-12-31', 'stay', [days(90, halfYear)], []],
  ['90 in a year', 'tjk-rus', '2025-01-01', 'stay', [days(90, 'calendar-year')], []],
  ['90 in a year, being checked', 'uzb-rus', '2026-11-24', 'stay', [days(90, 'calendar-year')], ['being-checked']],
  ['visa for Turkmenistan', 'tkm-rus', '2026-11-24', 'stay', [needed], ['being-checked', 'unverified']],
  ['EAEU: as long as the contract', 'kaz-rus', '2026-11-24', 'stay', [holds], []],
  // Agreement of 8 February 2013: 15 days; agreement with Uzbekistan in force on 4 June 2022; EAEU Treaty 97(6): 30 days.
  ['15 days', 'tjk-rus', '2018-05-25', 'registration', [by(15)], []],
  ['15 days', 'uzb-rus', '2022-06-03', 'registration', []],
  ['15 days', 'uzb-rus', '2022-06-04', 'registration', [by(15)], []],
  ['EAEU 97(6)', 'kgz-rus', '2026-11-24', 'registration', [by(30)], []],
  ['not found for Turkmenistan', 'tkm-rus', '2026-11-24', 'registration', []],
  ['not found for Turkmenistan', 'tkm-rus', '2026-11-24', 'permit', []],
  // klerk.ru, 22 August 2025: patent, 30 days, citizens of Tajikistan and Uzbekistan.
  ['patent', 'tjk-rus', '2025-08-22', 'permit', [by(30)], []],
  ['patent, being checked', 'tjk-rus', '2026-11-24', 'permit', [by(30)], ['being-checked']],
  // Register of controlled persons: Asia-Plus, 29 November 2024; the regime since 5 February 2025; papers to settle until 10 September 2025.
  ['the register before it was known', 'tjk-rus', '2024-10-20', 're-entry-ban', [holds, holds], ['unverified']],
  ['the register', 'tjk-rus', '2024-11-29', 're-entry-ban', [holds, holds, holds], []],
  [
    'the register, being checked',
    'tjk-rus',
    '2026-11-24',
    're-entry-ban',
    [holds, holds, holds, holds],
    ['being-checked', 'start-uncertain'],
  ],
  ['papers to settle', 'uzb-rus', '2025-09-10', 're-entry-ban', [holds, holds, holds, holds], []],
  ['papers to settle', 'uzb-rus', '2025-09-11', 're-entry-ban', [holds, holds, holds], []],
  // Decree 274: terms did not run from 15 March to 15 December 2020.
  ['decree 274', 'uzb-rus', '2020-06-01', 'stranded', [holds], []],
  ['decree 274', 'uzb-rus', '2020-12-16', 'stranded', []],
  // Vienna Convention on Consular Relations, art. 36(1): everywhere.
  ['consular convention 36', 'tkm-other', '2026-11-24', 'detained', [holds], []],
  ['no law of another country', 'tkm-other', '2026-11-24', 'stay', []],
]

describe('what holds on a day, as the sources say it', () => {
  test.each(TABLE)('%s: %s on %s, %s', (_, slug, on, topic, values, cautions) => {
    const corridor = corridorsOf(guides).find(each => each.slug === slug)
    const stated = corridor ? rulesOn(guides, corridor, on).filter(each => each.rule.topic === topic) : []
    expect(stated.map(each => each.rule.value)).toEqual(values)
    if (cautions) expect(stated[0]?.cautions).toEqual(stated.length > 0 ? cautions : undefined)
  })
})

test('there is a guide from each of five countries to Kazakhstan, to Russia and on', () => {
  expect(corridorsOf(guides).map(each => each.slug)).toEqual(
    ['uzb-kaz', 'uzb-rus', 'uzb-other', 'kgz-kaz', 'kgz-rus', 'kgz-other', 'tjk-kaz', 'tjk-rus', 'tjk-other'].concat([
      'tkm-kaz',
      'tkm-rus',
      'tkm-other',
      'kaz-rus',
      'kaz-other',
    ]),
  )
})
