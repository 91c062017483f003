import type { Indicator, Instrument } from '#knowledge/schema/instrument.ts'
import type { Language } from '#knowledge/schema/words.ts'

const HEAD = [
  'age',
  'asker',
  'scoring',
  'refer',
  'refer-now',
  'languages',
  'situations',
  'source',
  'status',
  'licence',
] as const

export const CHANGES = [
  'title',
  'description',
  ...HEAD,
  'review',
  'dimension-added',
  'dimension-removed',
  'dimension-title',
  'dimension-moved',
  'added',
  'removed',
  'moved',
  'question',
  'weight',
  'urgent',
  'audio',
  'sign-source',
  'sign-status',
] as const
export type ChangeKind = (typeof CHANGES)[number]

/** A text, a code, or the codes of a list; empty where nothing stood. */
type Said = string | readonly string[]

/** `at`: empty for the whole, else the dimension or `dimension.sign`. `language`: of a text. What stood there before, and what now. */
export type Change = { kind: ChangeKind; at: string; language?: string; before: Said; after: Said }

type Texts = { readonly [language: string]: string | undefined }

/** Everything in which two versions differ, in the order of the later one; their numbers apart. None where they say the same. */
export function changesBetween(before: Instrument, after: Instrument): Change[] {
  return [...headChanges(before, after), ...dimensionChanges(before, after), ...signChanges(before, after)]
}

function headChanges(before: Instrument, after: Instrument): Change[] {
  const [old, now] = [headOf(before), headOf(after)]
  const texts = (['title', 'description', 'review'] as const).flatMap(kind =>
    eachLanguage(kind, '', before[kind], after[kind]),
  )
  return [...texts, ...HEAD.flatMap(kind => one(kind, '', old[kind], now[kind]))]
}

/** The languages of an instrument that names none: those of the desk. */
const UNSAID: readonly Language[] = ['en', 'ru', 'kk']

/** What an instrument leaves unsaid is told as what it means. The order of a list means nothing. */
function headOf(instrument: Instrument): Record<(typeof HEAD)[number], Said> {
  const { age, asker = 'official', scoring = { kind: 'ilo-delphi' }, source, status, licence } = instrument
  const counted = scoring.kind === 'count' ? scoring : null
  return {
    age,
    asker,
    scoring: scoring.kind,
    refer: String(counted?.refer ?? ''),
    'refer-now': String(counted?.referNow ?? ''),
    languages: (instrument.languages ?? UNSAID).toSorted(),
    situations: instrument.situations.toSorted(),
    source,
    status,
    licence,
  }
}

function dimensionChanges(before: Instrument, after: Instrument): Change[] {
  const old = new Map(before.dimensions.map(each => [each.key, each]))
  const now = new Map(after.dimensions.map(each => [each.key, each]))
  const added = after.dimensions.filter(each => !old.has(each.key))
  const removed = before.dimensions.filter(each => !now.has(each.key))
  return [
    ...added.flatMap(each => eachLanguage('dimension-added', each.key, {}, each.title)),
    ...removed.flatMap(each => eachLanguage('dimension-removed', each.key, each.title, {})),
    ...after.dimensions.flatMap(each =>
      eachLanguage('dimension-title', each.key, old.get(each.key)?.title ?? each.title, each.title),
    ),
    ...moves('dimension-moved', [...old.keys()], [...now.keys()]),
  ]
}

function signChanges(before: Instrument, after: Instrument): Change[] {
  const old = signsOf(before)
  const now = signsOf(after)
  return [
    ...[...now].flatMap(([at, sign]) => {
      const was = old.get(at)
      return was ? signChange(at, was, sign) : eachLanguage('added', at, {}, sign.question)
    }),
    ...[...old].flatMap(([at, sign]) => (now.has(at) ? [] : eachLanguage('removed', at, sign.question, {}))),
    ...after.dimensions.flatMap(({ key }) => moves('moved', within(old, key), within(now, key))),
  ]
}

const signChange = (at: string, was: Indicator, sign: Indicator): Change[] => [
  ...eachLanguage('question', at, was.question, sign.question),
  ...one('weight', at, was.weight, sign.weight),
  ...one('urgent', at, was.urgent ? 'yes' : 'no', sign.urgent ? 'yes' : 'no'),
  ...one('sign-source', at, was.source ?? '', sign.source ?? ''),
  ...one('sign-status', at, was.status ?? '', sign.status ?? ''),
  ...eachLanguage('audio', at, was.audio ?? {}, sign.audio ?? {}),
]

const signsOf = ({ dimensions }: Instrument) =>
  new Map(dimensions.flatMap(({ key, indicators }) => indicators.map(each => [`${key}.${each.id}`, each] as const)))

const within = (signs: ReadonlyMap<string, Indicator>, key: string) =>
  [...signs.keys()].filter(at => at.startsWith(`${key}.`))

/** What stands in both and in another place among those; what was added or removed before it moves nothing. */
function moves(kind: ChangeKind, before: readonly string[], after: readonly string[]): Change[] {
  const old = before.filter(each => after.includes(each))
  const now = after.filter(each => before.includes(each))
  return now.flatMap((at, place) => one(kind, at, String(old.indexOf(at) + 1), String(place + 1)))
}

function eachLanguage(kind: ChangeKind, at: string, before: Texts, after: Texts): Change[] {
  const languages = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return languages.flatMap(language =>
    one(kind, at, before[language] ?? '', after[language] ?? '').map(each => ({ ...each, language })),
  )
}

const one = (kind: ChangeKind, at: string, before: Said, after: Said): Change[] =>
  String(before) === String(after) ? [] : [{ kind, at, before, after }]
