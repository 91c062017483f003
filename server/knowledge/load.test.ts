import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { loadKnowledge } from './load.ts'

const folders: string[] = []
let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aman-knowledge-'))
  folders.push(folder)
  for (const each of ['instruments', 'law', 'countries', 'consent'])
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
