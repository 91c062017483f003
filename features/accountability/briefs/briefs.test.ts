import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PUBLIC_LANGUAGES, type PublicLanguage } from '#knowledge/schema/words.ts'
import { stylesheet } from '#server/http/assets.ts'
import { type App, appOf } from '#tests/support/client.ts'
import { openTestHouse, START, type TestHouse } from '#tests/support/house.ts'
import { readPdf } from '#tests/support/read-pdf.ts'
import { MOST, WAYS } from '#tests/support/weight.ts'
import { rankedCountries } from './asked.ts'
import { keptPaper } from './kept-papers.ts'
import { type Brief, tellBrief, yearsOf } from './tell-brief.ts'

let opened: TestHouse
let app: App
beforeAll(async () => {
  opened = await openTestHouse()
  app = appOf(opened)
}, 60_000)
afterAll(() => opened.close())

const wordsIn = (language: PublicLanguage) => ({ house: opened.house, t: opened.house.words.in(language) })

function briefOf(code: string, year: number, language: PublicLanguage = 'en'): Brief {
  const brief = tellBrief(wordsIn(language), { code, year })
  if (!brief) throw new Error(`${code} ${year}: no brief`)
  return brief
}

/** The sentences of a section, and behind each the sources by their text. */
function saidIn({ sections, sources }: Brief, key: string): [text: string, sources: string, unsure: boolean][] {
  const lines = sections.find(each => each.key === key)?.lines ?? []
  return lines.map(({ text, cites, unsure }) => [text, cites.map(at => sources[at - 1]?.text).join(' | '), unsure])
}
const textsIn = (brief: Brief, key: string) => saidIn(brief, key).map(([text]) => text)

describe('2020, as the interview tells it', () => {
  test('the second year on the Watch List, and what that leaves open', () => {
    const [stood, count, limit, next] = textsIn(briefOf('KAZ', 2020), 'report')
    expect(stood).toBe('In the report of 2020: Watch List (Tier 2).')
    expect(count).toContain('2 years in a row')
    expect(limit).toContain('at most 1 year')
    expect(next).toMatch(/^The report of 2021: Tiers 1, 2 and 3 are open .*only by a waiver\. Without one .* Tier 3\.$/)
  })

  test('the numbers of the report beside those of the year before, each with the report as its source', () => {
    const { figures, sources } = briefOf('KAZ', 2020)
    const rows = figures.map(each => [each.what, each.of, each.before, each.value])
    expect(rows).toEqual([
      ['Convictions', '2019', '—', 'no number found'],
      ['People identified by the government', '2019', '83', '40'],
      ['People identified in forced labour', '2019', '3', '5'],
      ['Foreigners identified', '2019', '2', '3'],
      ['People helped by organisations', '2019', '122', '76'],
      ['Calls to the hotline', '2019', '1834', '1834'],
      ['Calls passed to the police', '2019', '23', '12'],
    ])
    for (const { cites } of figures) expect(sources[(cites[0] ?? 0) - 1]?.text).toContain('Report 2020, Kazakhstan')
  })

  test('the law of that summer: heavier penalties stand, nothing of what the interview asks for does', () => {
    const law = saidIn(briefOf('KAZ', 2020), 'law')
    expect(law.map(each => each[0])).toContain(
      'Article 128, years of imprisonment by part: 1: 4–7; 2: 7–9; 3: 9–12; 4: 12–15.',
    )
    const asked = law.filter(([text]) => text.includes(' – '))
    expect(asked.map(([text]) => text.split(' – ')[1])).toEqual(['not met', 'not met', 'not met'])
    for (const [, sources] of asked) expect(sources).toContain('Interview with the US Consul General')
  })
})

describe('2025', () => {
  test('two of the three are met since a day, and the third is not', () => {
    const asked = textsIn(briefOf('KAZ', 2025), 'law').filter(text => text.includes(' – '))
    expect(asked.map(text => text.split(' – ')[1])).toEqual([
      'Met since Apr 1, 2023.',
      'Met since Sep 5, 2024.',
      'not met',
    ])
  })

  test('no number was found, and the report says a direction: both are said', () => {
    const { figures } = briefOf('KAZ', 2025)
    expect(figures.map(each => [each.what, each.value, each.change])).toEqual([
      ['Convictions', 'no number found', 'more than the year before'],
      ['People identified by the government', 'no number found', 'more than the year before'],
    ])
    expect(textsIn(briefOf('KAZ', 2025), 'figures').at(-1)).toContain('presumes that nothing was done')
  })

  test('what a website reprints of a briefing is marked as not checked, the report’s own words are not', () => {
    const done = saidIn(briefOf('KAZ', 2025), 'done')
    expect(done.map(([text, , unsure]) => [text.slice(0, 20), unsure])).toEqual([
      ['Only half of the peo', false],
      ['Police counted 134 c', true],
      ['Law 110-VIII on coun', true],
    ])
  })
})

test('a law of a later day is not told of an earlier year', () => {
  const law = textsIn(briefOf('KAZ', 2019), 'law').join()
  expect(law).toContain('1: 3–5; 2: 5–7; 3: 7–10; 4: 10–15')
  expect(law).not.toContain('met since')
})

describe.each(PUBLIC_LANGUAGES)('in %s', language => {
  test('every sentence of every brief names sources that stand in its list, and every source is named', () => {
    for (const { iso3 } of rankedCountries(wordsIn(language))) {
      for (const year of yearsOf(wordsIn(language), iso3)) {
        const { sections, figures, bars, sources } = briefOf(iso3, year, language)
        const lines = sections.flatMap(each => each.lines)
        const bare = lines.filter(({ cites }) => cites.length === 0 || cites.some(at => !sources[at - 1]))
        expect(
          bare.map(each => each.text),
          `${iso3} ${year}`,
        ).toEqual([])
        const named = [...lines, ...figures, ...bars].map(each => each.cites)
        expect(named.every(cites => cites.length > 0)).toBe(true)
        expect(new Set(named.flat()).size, `${iso3} ${year}`).toBe(sources.length)
        const texts = lines.map(each => each.text).join(' ')
        expect(texts, `${iso3} ${year}`).not.toMatch(/undefined|NaN|\{|\b(means|child|purpose)-/)
      }
    }
  })

  test('it stands on two sheets that a screen reader can walk, with every sentence and every source', async () => {
    for (const [code, year] of [
      ['KAZ', 2020],
      ['KAZ', 2025],
      ['TKM', 2025],
    ] as const) {
      const answer = await app.request(`/${language}/briefs/${code}/${year}/paper`)
      expect(answer.headers.get('content-type')).toBe('application/pdf')
      const pdf = await readPdf(new Uint8Array(await answer.arrayBuffer()))
      expect(pdf.pages.length).toBeLessThanOrEqual(2)
      expect([pdf.tagged, pdf.language]).toEqual([true, language])
      expect(pdf.pages.map(each => each.missing)).toEqual(pdf.pages.map(() => 0))
      const flat = (text: string) => text.replaceAll(/\s+/g, '')
      const all = flat(pdf.pages.flatMap(page => page.runs.map(run => run.text)).join(''))
      const { sections, sources, figures } = briefOf(code, year, language)
      for (const { text } of [...sections.flatMap(each => each.lines), ...sources]) expect(all).toContain(flat(text))
      for (const each of figures.flatMap(one => [one.what, one.value, one.change])) expect(all).toContain(flat(each))
      for (const { runs, width, height } of pdf.pages)
        expect(runs.every(run => run.left >= 0 && run.right <= width && run.bottom >= 0 && run.top <= height)).toBe(
          true,
        )
      await pdf.close()
    }
  }, 60_000)

  test('the region and each country’s newest brief come in the first packets', async () => {
    const style = Object.fromEntries(Object.entries(WAYS).map(([name, weigh]) => [name, weigh(stylesheet.body)]))
    const paths = rankedCountries(wordsIn(language)).map(({ iso3 }) => {
      return `/briefs/${iso3}/${yearsOf(wordsIn(language), iso3)[0]}`
    })
    for (const path of ['/region', '/briefs/KAZ/2020', ...paths]) {
      const answer = await app.request(`/${language}${path}`)
      expect(answer.status, path).toBe(200)
      const text = await answer.text()
      for (const [name, weigh] of Object.entries(WAYS))
        expect(weigh(text) + (style[name] ?? 0), `${path} ${name}`).toBeLessThanOrEqual(MOST)
    }
  }, 60_000)
})

test('the region tells of each country what is known, and says where nothing is', async () => {
  const text = await (await app.request('/en/region')).text()
  for (const { iso2 } of rankedCountries(wordsIn('en'))) expect(text).toContain(wordsIn('en').t.countryName(iso2))
  for (const said of ['2 years in a row', 'No number against trafficking is known here.', 'No count of shelters'])
    expect(text).toContain(said)
})

test('a country alone leads to its newest brief; what has none says so and shows those that there are', async () => {
  const lead = await app.request('/en/briefs/kaz')
  expect([lead.status, lead.headers.get('location')]).toEqual([303, '/en/briefs/KAZ/2025'])
  for (const path of [
    'QQQ',
    'KAZ/1999',
    'KAZ/2020x',
    'KAZ/99999',
    '%00/2020',
    'USA',
    'QQQ/2020/paper',
    'KAZ/-1/paper',
  ]) {
    const answer = await app.request(`/en/briefs/${path}`)
    expect(answer.status, path).toBe(404)
    expect(await answer.text()).toContain('/en/briefs/KAZ')
  }
})

test('a paper is drawn once a day, however often and by how many it is asked for', async () => {
  const asked = wordsIn('en')
  const paper = () => keptPaper(asked, briefOf('KAZ', 2025))
  const [first, ...others] = await Promise.all([paper(), paper(), paper()])
  expect(others.every(each => each === first)).toBe(true)
  expect(await keptPaper(wordsIn('ru'), briefOf('KAZ', 2025, 'ru'))).not.toBe(first)
  opened.setTime(new Date(START.getTime() + 24 * 3_600_000))
  expect(await paper()).not.toBe(first)
  opened.setTime(START)
})
