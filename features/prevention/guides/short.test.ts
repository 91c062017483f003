import { beforeAll, expect, test } from 'vitest'
import { corridorsOf } from '#domain/guides/corridors.ts'
import { STAGES } from '#domain/guides/stages.ts'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import type { House } from '#server/house.ts'
import { loadKnowledge } from '#server/knowledge/load.ts'
import { loadWords, type Words } from '#server/words.ts'
import { guideShort } from './short.ts'

let house: Pick<House, 'knowledge' | 'country' | 'clock'>
let words: Words

beforeAll(async () => {
  const knowledge = await loadKnowledge()
  const [country] = knowledge.countries
  if (!country) throw new Error('no country profile')
  house = { knowledge, country, clock: () => new Date('2026-11-24T06:00:00Z') }
  words = await loadWords(country.timeZone)
})

test('every guide and step fits into parts of 160 characters, in six languages, and loses no word', () => {
  for (const language of PUBLIC_LANGUAGES) {
    const t = words.in(language)
    for (const { slug } of corridorsOf(house.knowledge.guides)) {
      for (const stage of [undefined, ...STAGES]) {
        const parts = guideShort(t, { house, corridor: slug, stage })
        expect(parts.length, `${slug} ${stage}`).toBeGreaterThan(0)
        expect(parts.filter(part => part === '' || part.length > 160 || part !== part.trim())).toEqual([])
        if (stage) expect(parts.join(' ')).toContain(t(`guides.stage-${stage}`))
      }
    }
  }
})

test('names the road and the day, and tells of each rule that it is doubted', () => {
  const parts = guideShort(words.in('en'), { house, corridor: 'tjk-rus' })
  expect(parts[0]).toMatch(/^Tajikistan → Russia\. Nov 24, 2026\./)
  expect(parts.join(' ')).toMatch(/no more than 90 days in a calendar year[^(]*\(being checked\)/)
  expect(guideShort(words.in('en'), { house, corridor: 'tjk-kaz' }).join(' ')).toContain('(not confirmed)')
  expect(guideShort(words.in('en'), { house, corridor: 'kgz-kaz' }).join(' ')).toContain(
    'You need no work permit: citizens of the Eurasian Economic Union work without one.',
  )
})

test('says of a country whose law is not written down that it is not known', () => {
  expect(guideShort(words.in('en'), { house, corridor: 'kaz-other' }).join(' ')).toContain(
    'The law of that country is not known here.',
  )
})

test('tells nothing of a road or step that there is not', () => {
  expect(guideShort(words.in('en'), { house, corridor: 'kaz-kaz' })).toEqual([])
  expect(guideShort(words.in('en'), { house, corridor: 'tjk-rus', stage: 'later' })).toEqual([])
})
