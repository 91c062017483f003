import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { silence } from '#tests/support/silence.ts'
import { loadKnowledge } from './load.ts'
import { recordingIn } from './recordings.ts'

const folders: string[] = []
let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aman-knowledge-'))
  folders.push(folder)
  for (const each of [
    'instruments',
    'law',
    'countries',
    'guides',
    'help',
    'rights',
    'consent',
    'standards',
    'tiers',
    'recommendations',
    'reports',
  ])
    await cp(`knowledge/${each}`, join(folder, each), { recursive: true })
})
afterAll(() => Promise.all(folders.map(each => rm(each, { recursive: true }))))

// biome-ignore lint/suspicious/noExplicitAny: the test breaks the file on purpose
async function change(file: string, by: (value: any) => void, to = file): Promise<void> {
  const value = JSON.parse(await readFile(join(folder, file), 'utf8'))
  by(value)
  await writeFile(join(folder, to), JSON.stringify(value))
}

test('a new screening uses the newest version, an old one its own', async () => {
  const adult = 'instruments/ilo-labour-adult'
  for (const version of [2, 10])
    await change(`${adult}/1.json`, file => Object.assign(file, { version }), `${adult}/${version}.json`)
  const knowledge = await loadKnowledge(folder)
  expect(knowledge.latest('ilo-labour-adult')?.version).toBe(10)
  expect(knowledge.instrument('ilo-labour-adult', 1)?.version).toBe(1)
  expect(knowledge.instrument('ilo-labour-adult', 3)).toBeUndefined()
  expect(knowledge.latest('nobody-knows')).toBeUndefined()
})

test("a country's own law comes before the treaty", async () => {
  const knowledge = await loadKnowledge(folder)
  const [kaz] = knowledge.countries
  expect(kaz && knowledge.lawsOf(kaz).map(each => each.id)).toEqual(['kaz', 'palermo'])
})

test('a wrong file stops the start with its name, the place and the reason', async () => {
  await change('instruments/ilo-labour-adult/1.json', file => delete file.dimensions[0].indicators[3].question.kk)
  await expect(loadKnowledge(folder)).rejects.toThrow(
    'knowledge/instruments/ilo-labour-adult/1.json: dimensions[0].indicators[3].question.kk is missing',
  )
})

test('a file under a wrong name is refused', async () => {
  await change('instruments/ilo-labour-adult/1.json', file => Object.assign(file, { version: 2 }))
  await expect(loadKnowledge(folder)).rejects.toThrow('belongs into instruments/ilo-labour-adult/2.json')
})

test('two wordings of one rule on one day are refused', async () => {
  await change('law/kaz.json', law => law.rules.push(law.rules[0]))
  await expect(loadKnowledge(folder)).rejects.toThrow('overlaps in time with another child-age-limit')
})

test('what is said to meet a recommendation stands in a law of the country', async () => {
  await change('recommendations/kaz.json', file => {
    file.recommendations.find((each: { metBy?: unknown }) => each.metBy).metBy = { kind: 'rule', rule: 'nothing' }
  })
  await expect(loadKnowledge(folder)).rejects.toThrow('stands in no law of the country')
})

test('an exception that the law does not hold is refused', async () => {
  await change('law/usa-tvpa.json', law => (law.rules.at(-1).exceptions = ['nothing']))
  await expect(loadKnowledge(folder)).rejects.toThrow('exceptions names nothing, which is not here')
})

test('a tier is told once, of a country that has a code, and by a source that is named', async () => {
  const spans = (history: { countries: Record<string, { from: number; sources: string[] }[]> }) =>
    history.countries.KAZ ?? []
  const file = 'tiers/history.json'
  const original = await readFile(join(folder, file), 'utf8')
  const wrong: [change: (history: Parameters<typeof spans>[0]) => unknown, why: string][] = [
    [history => Object.assign(spans(history)[1] ?? {}, { from: 2003 }), 'is a year that has its tier already'],
    [history => spans(history)[0]?.sources.push('hearsay'), 'names hearsay, which is not here'],
    [history => Object.assign(history.countries, { ZZZ: history.countries.KAZ }), 'is no country that has a code'],
    [history => Object.assign(history, { law: 'palermo' }), 'is one without a rule report-due'],
  ]
  for (const [by, why] of wrong) {
    await writeFile(join(folder, file), original)
    await change(file, by)
    await expect(loadKnowledge(folder)).rejects.toThrow(why)
  }
})

test('a country that gives staff an unknown role is refused', async () => {
  await change('countries/kaz.json', country => country.agencyKinds[0].roles.push('king'))
  await expect(loadKnowledge(folder)).rejects.toThrow(/agencyKinds\[0\]\.roles\[\d\] is no role/)
})

test('a referral that would expire before its answer is due is refused', async () => {
  await change('countries/kaz.json', country => Object.assign(country.referralTimes.expiresAfterHours, { urgent: 1 }))
  await expect(loadKnowledge(folder)).rejects.toThrow(
    'referralTimes.expiresAfterHours.urgent ends before the answer is due',
  )
})

test('a file that is not JSON is named', async () => {
  await writeFile(join(folder, 'law/kaz.json'), '{')
  await expect(loadKnowledge(folder)).rejects.toThrow('knowledge/law/kaz.json: file.not-json')
})

test('a recording that an instrument names lies beside it, is sound, and is small enough for a telephone', async () => {
  const at = 'knowledge/instruments/border-card/1.json: dimensions[0].indicators[0].audio.tg'
  const audio = join(folder, 'instruments/border-card/audio')
  await change('instruments/border-card/1.json', card => {
    card.dimensions[0].indicators[0].audio = { tg: 'said.wav' }
  })
  await expect(loadKnowledge(folder)).rejects.toThrow(`${at} has no file instruments/border-card/audio/said.wav`)
  await mkdir(audio)
  await writeFile(join(audio, 'said.wav'), silence(60))
  await expect(loadKnowledge(folder)).rejects.toThrow(`${at} is larger than 300 KB`)
  await writeFile(join(audio, 'said.wav'), '<script>')
  await expect(loadKnowledge(folder)).rejects.toThrow(`${at} is not the sound that its name says`)
  await writeFile(join(audio, 'said.wav'), silence(2))
  const { instruments } = await loadKnowledge(folder)
  const found = await recordingIn(instruments, 'border-card', 'said.wav', folder)
  expect([found?.type, found?.bytes.length]).toEqual(['audio/wav', silence(2).length])
  await writeFile(join(audio, 'unnamed.wav'), silence(2))
  expect(await recordingIn(instruments, 'border-card', 'unnamed.wav', folder)).toBeNull()
  expect(await recordingIn(instruments, 'border-card', '../1.json', folder)).toBeNull()
})

test.each(['../said.mp3', 'Said.mp3', 'said.html', 'a/said.mp3', 'said'])('a recording is not named %s', async name => {
  await change('instruments/border-card/1.json', card => {
    card.dimensions[0].indicators[0].audio = { ru: name }
  })
  await expect(loadKnowledge(folder)).rejects.toThrow('audio.ru is not a file name of sound')
})

test('a recording is in a language that has the question', async () => {
  await change('instruments/ilo-labour-adult/1.json', list => {
    list.dimensions[0].indicators[0].audio = { tg: 'said.mp3' }
  })
  await expect(loadKnowledge(folder)).rejects.toThrow('audio.tg is in a language without the question')
})

test('a country of which only facts are known has its numbers, and Aman cannot run there', async () => {
  const knowledge = await loadKnowledge(folder)
  expect(knowledge.countries.map(each => each.iso3)).toEqual(['KAZ'])
  expect(knowledge.countryFacts.map(each => each.iso3)).toEqual(['KAZ', 'KGZ', 'RUS', 'TJK', 'TKM', 'UZB'])
  await change('countries/tkm.json', country => delete country.hotlines)
  await expect(loadKnowledge(folder)).rejects.toThrow('knowledge/countries/tkm.json: hotlines is missing')
})

test('a whole profile is asked for everything that the program leans on', async () => {
  await change('countries/kaz.json', country => delete country.retention)
  await expect(loadKnowledge(folder)).rejects.toThrow('knowledge/countries/kaz.json: retention is missing')
})

test('an address of a shelter is refused, and so is a place that nobody can be brought to', async () => {
  await change('countries/kaz.json', country => Object.assign(country.places[0], { address: 'Invented street 1' }))
  await expect(loadKnowledge(folder)).rejects.toThrow(/kaz\.json: places\[0\] .*address/)
  await change('countries/kaz.json', country => {
    delete country.places[0].address
    country.places[0].reachedBy = 'nobody'
  })
  await expect(loadKnowledge(folder)).rejects.toThrow('places[0].reachedBy is no number of the country')
  await change('countries/kaz.json', country =>
    Object.assign(country.places[0], { reachedBy: 'kz-family', region: 'KZ-00' }),
  )
  await expect(loadKnowledge(folder)).rejects.toThrow('places[0].region is no region of the country')
})

test('what is said to be allowed stands in the law of the country, and belongs to a situation', async () => {
  await change('help/kaz.json', help => Object.assign(help.allowed['not-free'][0], { rule: 'nobody-wrote-it' }))
  await expect(loadKnowledge(folder)).rejects.toThrow('allowed.not-free[0].rule is no rule of the country')
  await change('help/kaz.json', help => {
    help.allowed = { 'no-such-situation': help.allowed.child }
  })
  await expect(loadKnowledge(folder)).rejects.toThrow('allowed.no-such-situation is no situation')
})

test('a situation speaks every public language', async () => {
  await change('help/situations.json', situations => delete situations[2].now[1].tg)
  await expect(loadKnowledge(folder)).rejects.toThrow('knowledge/help/situations.json: [2].now[1].tg is missing')
})
