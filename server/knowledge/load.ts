import { fileURLToPath } from 'node:url'
import { DEPTHS, EXPLAINED, PURPOSES } from '#domain/consent/consent.ts'
import { type ConsentForm, consentFormProblems } from '#knowledge/schema/consent-form.ts'
import { type Country, type CountryFacts, isProfile } from '#knowledge/schema/country.ts'
import type { CountryCodes } from '#knowledge/schema/country-codes.ts'
import type { Guide } from '#knowledge/schema/guide.ts'
import type { CountryHelp, Situation } from '#knowledge/schema/help.ts'
import { type Instrument, instrumentProblems } from '#knowledge/schema/instrument.ts'
import { type Law, lawProblems } from '#knowledge/schema/law.ts'
import type { NextSteps } from '#knowledge/schema/next-steps.ts'
import type { Problem } from '#knowledge/schema/problems.ts'
import type { Recommendations } from '#knowledge/schema/recommendations.ts'
import type { Reports } from '#knowledge/schema/reports.ts'
import type { Rights } from '#knowledge/schema/rights.ts'
import type { MinimumStandards } from '#knowledge/schema/standards.ts'
import { countryFileProblems } from './country-file.ts'
import { nameProblems } from './file-name.ts'
import { nextStepsFileProblems } from './next-steps-file.ts'
import { lastOf, readEach, stopAt } from './read-each.ts'
import { readPublic, readTiers } from './read-public.ts'
import { recordingProblems } from './recordings.ts'
import type { TierClock } from './tiers-file.ts'

/** What the field knows, read once at start and never changed while Aman runs. */
export type Knowledge = {
  /** Every version of every instrument, by id and then by version, oldest first. */
  readonly instruments: readonly Instrument[]
  readonly laws: readonly Law[]
  /** Those in which Aman can run. */
  readonly countries: readonly Country[]
  /** What is known of any country, those in which Aman can run among them. */
  readonly countryFacts: readonly CountryFacts[]
  /** In which somebody looks for help, in the order in which they are offered. */
  readonly situations: readonly Situation[]
  /** What is known of the roads to work abroad, by destination. */
  readonly guides: readonly Guide[]
  readonly consentForms: readonly ConsentForm[]
  /** What somebody is owed who works in a country, one file a country. */
  readonly rights: readonly Rights[]
  readonly countryCodes: CountryCodes
  /** On which list each report put each country, and the law of how the lists follow each other. */
  readonly tiers: TierClock
  /** By which criteria a year is judged. */
  readonly minimumStandards: MinimumStandards
  /** What the yearly reports tell of countries, one file a country. */
  readonly reports: readonly Reports[]
  /** What countries were recommended, one file a country. */
  readonly recommendations: readonly Recommendations[]
  /** The form of consent that is read to people now. */
  readonly consentForm: ConsentForm
  /** The version that a new screening uses. */
  latest(id: string): Instrument | undefined
  /** The version that an old screening used. */
  instrument(id: string, version: number): Instrument | undefined
  /** What to do after a screening by an instrument, in a country; undefined where nobody has written it down. */
  nextSteps(instrument: string, country: Country): NextSteps | undefined
  /** What a country's law gives in each situation; undefined where nobody has written it down. */
  helpIn(country: CountryFacts): CountryHelp | undefined
  /** The laws that apply in a country, the most specific first. */
  lawsOf(country: Country): readonly Law[]
}

const HERE = fileURLToPath(new URL('../../knowledge', import.meta.url))

/** Reads and checks the knowledge folders. Throws one line that names the file, the place in it and what is wrong there. */
export async function loadKnowledge(folder = HERE): Promise<Knowledge> {
  const instruments = await readEach<Instrument>(folder, 'instruments', instrumentFileProblems, isVersion)
  for (const each of instruments)
    stopAt(`instruments/${each.id}/${each.version}.json`, await recordingProblems(each, folder))
  const laws = await readEach<Law>(folder, 'law', lawFileProblems)
  const countryFacts = await readEach<CountryFacts | Country>(folder, 'countries', (value, file) =>
    countryFileProblems(value, file, new Set(laws.map(each => each.id))),
  )
  const countries = countryFacts.filter(isProfile)
  const nextSteps = await readEach<NextSteps>(
    folder,
    'instruments',
    (value, file) => nextStepsFileProblems(value, file, { instruments, countries, laws }),
    file => file.includes('/next-steps/'),
  )
  const { help, ...told } = await readPublic(folder, { countries, laws })
  const consentForms = await readEach<ConsentForm>(folder, 'consent', consentFileProblems)
  consentForms.sort((a, b) => a.version - b.version)
  const consentForm = lastOf(consentForms, 'consent: holds no form')
  const ranked = await readTiers(folder, laws)
  instruments.sort((a, b) => (a.id === b.id ? a.version - b.version : a.id < b.id ? -1 : 1))
  const lawById = new Map(laws.map(each => [each.id, each]))
  return {
    instruments,
    laws,
    countries,
    countryFacts,
    consentForms,
    consentForm,
    ...told,
    ...ranked,
    latest: id => instruments.findLast(each => each.id === id),
    instrument: (id, version) => instruments.find(each => each.id === id && each.version === version),
    nextSteps: (instrument, country) =>
      nextSteps.find(each => each.instrument === instrument && each.country === country.iso3),
    helpIn: country => help.find(each => each.country === country.iso3),
    lawsOf: country => country.law.flatMap(id => lawById.get(id) ?? []),
  }
}

/** Numbers of files; migration 0024 gives the higher ones to what is published in an instance. */
const NEWEST_FILE = 1000

const isVersion = (file: string) => !/\/(next-steps|audio)\//.test(file)

export function instrumentFileProblems(value: unknown, file: string): Problem[] {
  const problems = instrumentProblems(value)
  if (problems.length > 0) return problems
  const { id, version } = value as Instrument
  if (version > NEWEST_FILE)
    return [{ at: 'version', why: `is above ${NEWEST_FILE}, where versions published by an instance begin` }]
  return nameProblems(file, `instruments/${id}/${version}.json`)
}

/** A form asks what the program can record, all of it and nothing else. */
export function consentFileProblems(value: unknown, file: string): Problem[] {
  const problems = consentFormProblems(value)
  if (problems.length > 0) return problems
  const form = value as ConsentForm
  const lists = { purposes: PURPOSES, depths: DEPTHS, explained: EXPLAINED } as const
  const strange = Object.entries(lists).flatMap(([list, codes]) => {
    const ids = form[list as keyof typeof lists].map(each => each.id)
    return ids.join() === codes.join() ? [] : [{ at: list, why: `is not ${codes.join(', ')}, in this order` }]
  })
  return [...strange, ...nameProblems(file, `consent/${form.version}.json`)]
}

export function lawFileProblems(value: unknown, file: string): Problem[] {
  const problems = lawProblems(value)
  return problems.length > 0 ? problems : nameProblems(file, `law/${(value as Law).id}.json`)
}

/** "border-card" is its newest version, "border-card@1" that one. */
export function instrumentNamed(knowledge: Knowledge, named: string): Instrument | undefined {
  const [, id, version] = /^([a-z0-9-]+)(?:@([1-9]\d{0,3}))?$/.exec(named) ?? []
  if (id === undefined) return undefined
  return version === undefined ? knowledge.latest(id) : knowledge.instrument(id, Number(version))
}
