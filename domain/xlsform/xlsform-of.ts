import type { PublicLanguage } from '#knowledge/schema/words.ts'
import { DESCRIPTION, LANGUAGE_NAMES, OWN, type OwnSetting, TITLE } from './columns.ts'
import type { Sheet, Workbook } from './workbook.ts'

/** The words for yes, no and not known, by language. */
export type AnswerWords = Record<'yes' | 'no' | 'unknown', Readonly<Record<PublicLanguage, string>>>

type Texts = { readonly [L in PublicLanguage]?: string | undefined }
type Sign = {
  id: string
  weight: string
  question: Texts
  urgent?: boolean | undefined
  audio?: Texts | undefined
  source?: string | undefined
  status?: string | undefined
}
type Dimension = { key: string; title: Texts; indicators: readonly Sign[] }

/** An instrument, or a draft of one as far as it is written: what is not there yet is empty. */
export type Written = {
  id: string
  version: number
  age: string
  asker?: string | undefined
  scoring?: { kind: string; refer?: number | undefined; referNow?: number | undefined } | undefined
  languages?: readonly string[] | undefined
  title: Texts
  description: Texts
  situations: readonly string[]
  source: string
  status: string
  licence: string
  review: Texts
  dimensions: readonly Dimension[]
}

export const ANSWER_LIST = 'yes_no_unknown'

/**
 * An instrument as an XLSForm: groups for dimensions, one question of yes, no and not known for each sign. What XLSForm has no place
 * for rides in columns and settings of our own, so that reading it back gives the same instrument.
 * @param languages those of the instrument.
 */
export function xlsformOf(instrument: Written, languages: readonly PublicLanguage[], words: AnswerWords): Workbook {
  return {
    sheets: [survey(instrument, languages), choices(languages, words), settings(instrument, languages)],
    others: [],
  }
}

const labels = (languages: readonly PublicLanguage[], column = 'label') =>
  languages.map(each => `${column}::${LANGUAGE_NAMES[each]}`)
const inEach = (languages: readonly PublicLanguage[], text: Texts) => languages.map(each => text[each] ?? '')

function survey({ dimensions }: Written, languages: readonly PublicLanguage[]): Sheet {
  const own = [OWN.id, OWN.weight, OWN.urgent, OWN.source, OWN.status]
  const recorded = languages.filter(each => dimensions.some(one => one.indicators.some(sign => sign.audio?.[each])))
  const blank = [...recorded, ...own].map(() => '')
  const names = uniqueNames(dimensions)
  const rows = dimensions.flatMap(({ key, title, indicators }) => [
    ['begin_group', key, ...inEach(languages, title), ...blank],
    ...indicators.map(({ id, weight, urgent, question, audio = {}, source = '', status = '' }) => [
      `select_one ${ANSWER_LIST}`,
      names.get(`${key}.${id}`) ?? id,
      ...inEach(languages, question),
      ...inEach(recorded, audio),
      id,
      weight,
      urgent ? 'yes' : '',
      source,
      status,
    ]),
    ['end_group', '', ...languages.map(() => ''), ...blank],
  ])
  return {
    name: 'survey',
    rows: [['type', 'name', ...labels(languages), ...labels(recorded, 'audio'), ...own], ...rows],
  }
}

/** A name may stand once in a form, while one sign may be asked in two dimensions. */
function uniqueNames(dimensions: readonly Dimension[]): Map<string, string> {
  const taken = new Set(dimensions.map(each => each.key))
  const names = new Map<string, string>()
  for (const { key, indicators } of dimensions) {
    for (const { id } of indicators) {
      const name = taken.has(id) ? `${key}__${id}` : id
      taken.add(name)
      names.set(`${key}.${id}`, name)
    }
  }
  return names
}

function choices(languages: readonly PublicLanguage[], words: AnswerWords): Sheet {
  const rows = (['yes', 'no', 'unknown'] as const).map(name => [
    ANSWER_LIST,
    name,
    ...languages.map(each => words[name][each]),
  ])
  return { name: 'choices', rows: [['list_name', 'name', ...labels(languages)], ...rows] }
}

function settings(instrument: Written, languages: readonly PublicLanguage[]): Sheet {
  const { scoring, review } = instrument
  const own: Partial<Record<OwnSetting, string>> = {
    aman_age: instrument.age,
    aman_asker: instrument.asker ?? '',
    aman_scoring: scoring?.kind ?? '',
    aman_refer: scoring?.refer?.toString() ?? '',
    aman_refer_now: scoring?.referNow?.toString() ?? '',
    aman_situations: instrument.situations.join(' '),
    aman_source: instrument.source,
    aman_status: instrument.status,
    aman_licence: instrument.licence,
    aman_review: languages.flatMap(each => (review[each] ? [`${each}:${review[each]}`] : [])).join(' '),
  }
  const pairs: [string, string][] = [
    ['form_title', instrument.title.en ?? ''],
    ['form_id', instrument.id],
    ['version', String(instrument.version)],
    ['default_language', LANGUAGE_NAMES.en],
    ...Object.entries(own).filter(([, value]) => value !== ''),
    ['aman_languages', instrument.languages ? languages.join(' ') : ''],
    ...languages.map((each): [string, string] => [`${TITLE}::${LANGUAGE_NAMES[each]}`, instrument.title[each] ?? '']),
    ...languages.map((each): [string, string] => [
      `${DESCRIPTION}::${LANGUAGE_NAMES[each]}`,
      instrument.description[each] ?? '',
    ]),
  ]
  const filled = pairs.filter(([, value]) => value !== '')
  return { name: 'settings', rows: [filled.map(([name]) => name), filled.map(([, value]) => value)] }
}
