import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PUBLISHED } from '#domain/screening/weights.fixture.ts'
import type { Country } from '#knowledge/schema/country.ts'
import { situationsProblems } from '#knowledge/schema/help.ts'
import { languagesOf } from '#knowledge/schema/languages.ts'
import type { Law } from '#knowledge/schema/law.ts'
import { countryFileProblems } from '#server/knowledge/country-file.ts'
import { guideFileProblems } from '#server/knowledge/guide-file.ts'
import { countryHelpFileProblems, isSituations } from '#server/knowledge/help-files.ts'
import { consentFileProblems, instrumentFileProblems, lawFileProblems, loadKnowledge } from '#server/knowledge/load.ts'
import { nextStepsFileProblems } from '#server/knowledge/next-steps-file.ts'
import { recommendationsFileProblems } from '#server/knowledge/recommendations-file.ts'
import { minimumStandardsFileProblems, reportsFileProblems } from '#server/knowledge/reports-file.ts'
import { rightsFileProblems } from '#server/knowledge/rights-file.ts'
import { countryCodesFileProblems, isCodes, tierHistoryFileProblems } from '#server/knowledge/tiers-file.ts'

const found = await readdir('knowledge', { recursive: true, withFileTypes: true })
const files = found
  .filter(each => each.isFile())
  .map(each => join(each.parentPath, each.name).slice('knowledge/'.length))
  .filter(each => !each.startsWith('words/') && !each.startsWith('schema/'))
const knowledge = await loadKnowledge()
const lawIds = new Set(knowledge.laws.map(each => each.id))

const CHECKS: Record<string, (value: unknown, file: string) => unknown[]> = {
  instruments: (value, file) =>
    file.includes('/next-steps/') ? nextStepsFileProblems(value, file, knowledge) : instrumentFileProblems(value, file),
  consent: consentFileProblems,
  law: lawFileProblems,
  guides: guideFileProblems,
  countries: (value, file) => countryFileProblems(value, file, lawIds),
  help: (value, file) =>
    isSituations(file) ? situationsProblems(value) : countryHelpFileProblems(value, file, knowledge),
  rights: (value, file) => rightsFileProblems(value, file, knowledge),
  standards: (value, file) =>
    isCodes(file) ? countryCodesFileProblems(value, file) : minimumStandardsFileProblems(value, file),
  reports: (value, file) => reportsFileProblems(value, file, knowledge),
  tiers: (value, file) => tierHistoryFileProblems(value, file, knowledge),
  recommendations: (value, file) => recommendationsFileProblems(value, file, knowledge),
}

test.each(files)('knowledge/%s is valid by its schema', async file => {
  const check = CHECKS[file.split('/')[0] ?? '']
  expect(check, 'a folder that no schema knows').toBeDefined()
  expect(check?.(JSON.parse(await readFile(`knowledge/${file}`, 'utf8')), file)).toEqual([])
})

test('every file was loaded', () => {
  const { instruments, laws, countries, countryFacts, situations, guides, rights, recommendations, consentForms } =
    knowledge
  const steps = instruments.flatMap(({ id }) => countries.flatMap(each => knowledge.nextSteps(id, each) ?? []))
  const help = countries.flatMap(each => knowledge.helpIn(each) ?? [])
  const loaded = new Set([
    ...instruments,
    ...steps,
    ...laws,
    ...countryFacts,
    situations,
    ...help,
    ...guides,
    ...rights,
    ...recommendations,
    ...consentForms,
    knowledge.countryCodes,
    knowledge.tiers.history,
    knowledge.minimumStandards,
    ...knowledge.reports,
  ])
  expect(loaded.size).toBe(files.length)
})

describe('instruments', () => {
  for (const age of ['adult', 'child'] as const) {
    test(`ilo-labour-${age}: the ids, their order and their weights are the published ones`, () => {
      const name = { strong: 'S', medium: 'M', weak: 'W' }
      const ours = knowledge
        .latest(`ilo-labour-${age}`)
        ?.dimensions.flatMap(({ key, indicators }) => indicators.map(one => [key, one.id, name[one.weight]]))
      expect(ours).toEqual(PUBLISHED.flatMap(each => (each[age] === '-' ? [] : [[each.dimension, each.id, each[age]]])))
      expect(ours).toHaveLength({ adult: 67, child: 65 }[age])
    })
  }

  test('no question is asked twice in one instrument, and none calls a person a victim', () => {
    for (const instrument of knowledge.instruments) {
      const { id, dimensions } = instrument
      for (const language of languagesOf(instrument)) {
        const questions = dimensions.flatMap(each => each.indicators.map(one => one.question[language]))
        expect(new Set(questions).size, `${id} ${language}`).toBe(questions.length)
        expect(questions.join(' ')).not.toMatch(/victim|жертв|құрбан|qurbon|курман|қурбон/i)
        expect(questions.every(each => each?.endsWith('?'))).toBe(true)
      }
    }
  })

  test('each card is in all six languages, says what to do in this country, and does not call its weights published', () => {
    const cards = knowledge.instruments.filter(each => each.scoring)
    expect(cards.map(each => each.id)).toEqual([
      'border-card',
      'child-card',
      'consular-card',
      'hotline-quick-screen',
      'labour-inspection-card',
      'self-check',
    ])
    for (const card of cards) {
      expect(languagesOf(card)).toHaveLength(6)
      expect(card.status).toBe('unverified')
      expect(knowledge.nextSteps(card.id, knowledge.countries[0] as Country)?.country).toBe('KAZ')
      for (const { id, source, status } of card.dimensions.flatMap(each => each.indicators))
        expect([source, status], id).not.toContain(undefined)
    }
  })

  test('violence, confinement, forced sex and a child in commercial sex mean refer now on every card that asks them', () => {
    const at = [
      'injuries',
      'violence',
      'cannot_leave',
      'forced_sex',
      'child_sexual',
      'child_violence',
      'own_leave',
      'own_violence',
      'own_child',
    ]
    for (const { dimensions, scoring } of knowledge.instruments) {
      if (!scoring) continue
      const signs = dimensions.flatMap(each => each.indicators)
      for (const { id, urgent } of signs) expect([id, urgent === true]).toEqual([id, at.includes(id)])
      expect(signs.some(each => each.urgent)).toBe(true)
    }
  })
})

describe('law', () => {
  test('no rule of law 110-VIII is in force before it could be', () => {
    const rules = knowledge.laws.flatMap(each => each.rules).filter(each => each.cite.act.includes('110-VIII'))
    expect(rules.length).toBeGreaterThan(5)
    for (const rule of rules) expect([rule.from, rule.fromStatus], rule.id).toEqual(['2024-09-05', 'unverified'])
  })

  const ruleOf = (law: Law | undefined, id: string) => law?.rules.find(each => each.id === id)

  test('what nobody has confirmed says so', () => {
    const kaz = knowledge.laws.find(each => each.id === 'kaz')
    expect(ruleOf(kaz, 'child-referral-basis')?.status).toBe('unverified')
    expect(ruleOf(kaz, 'reflection-minimum')?.status).toBe('verified')
  })
})

describe('tiers', () => {
  const { rows } = knowledge.tiers
  const all = [...rows.values()].flat()

  test('every row that was gathered is there, and what nobody could source says so', () => {
    expect([rows.size, all.length]).toEqual([189, 2867])
    expect(all.filter(each => each.basis === 'unverified')).toHaveLength(11)
    expect(all.filter(each => each.basis === 'inferred')).toHaveLength(18)
    for (const each of all) expect(each.source === 'none at hand').toBe(each.basis === 'unverified')
  })

  test.each([
    [2001, 79],
    [2009, 173],
    [2015, 186],
    [2020, 185],
    [2023, 183],
  ])('the report of %i has %i countries', (year, count) => {
    expect(all.filter(each => each.year === year)).toHaveLength(count)
  })

  test('two sources for one year of one country are one row that names both', () => {
    expect(rows.get('XKX')?.[0]).toEqual({
      year: 2009,
      tier: '2',
      basis: 'reported',
      source: 'Kelley & Heiss; gvnet.com',
    })
  })
})

describe('countries', () => {
  const kaz = knowledge.countries.find(each => each.iso3 === 'KAZ') as Country

  test('the hotline against trafficking is not verified, and nobody has called it', () => {
    expect(kaz.hotlines[0]).toMatchObject({ number: '116 16', status: 'unverified', verifiedOn: null })
  })

  test('20 regions, 49 border posts, and a post without a source says so', () => {
    expect(kaz.regions).toHaveLength(20)
    expect(kaz.borderPosts).toHaveLength(49)
    expect(kaz.borderPosts.filter(each => each.status === 'unverified')).toHaveLength(7)
  })

  test('a name of a region in a language that is not of the country’s own papers says whether anybody has read it', () => {
    for (const { name, review } of kaz.regions) {
      expect(Object.keys(review)).toEqual(Object.keys(name).filter(each => !['en', 'ru', 'kk'].includes(each)))
      expect(Object.values(review)).not.toContain('reviewed')
    }
  })

  test('deadlines of referrals are called practice, not law', () => {
    expect(kaz.referralTimes).toMatchObject({ basis: 'practice', status: 'unverified' })
  })
})
