import type { PublicLanguage } from '#knowledge/schema/words.ts'
import { isRecordingName, OWN, translated } from './columns.ts'
import { type NotCarried, type NotCarriedWhy, shortened, type ToDecide } from './report.ts'
import type { Line } from './table.ts'

type Texts = Partial<Record<PublicLanguage, string>>
type Sign = Record<string, unknown> & { id: string; question: Texts }
/** A dimension as far as a form says it. */
export type Asked = { key: string; title: Texts; indicators: Sign[] }
type Given = { defaultLanguage: PublicLanguage | null; lists: ReadonlySet<string>; formTitle: string }

type ReadSurvey = {
  dimensions: Asked[]
  carried: number
  usedLists: ReadonlySet<string>
  notCarried: NotCarried[]
  toDecide: ToDecide[]
}

const SHEET = 'survey'
/** The group of what stands in none. */
const UNGROUPED = 'questions'

/** Columns of other programs, and what they would have done. */
const MEANS: Record<string, NotCarriedWhy> = {
  relevant: 'condition',
  choice_filter: 'condition',
  constraint: 'constraint',
  constraint_message: 'constraint',
  required: 'required',
  required_message: 'required',
  calculation: 'calculation',
  default: 'calculation',
  hint: 'hint',
  guidance_hint: 'hint',
  audio: 'media',
  image: 'media',
  video: 'media',
  media: 'media',
}
const NO = ['no', 'false', '0']

/** How far the walk down the survey has come: groups are rows of their own there. */
type Walk = {
  readonly given: Given
  readonly groups: Asked[]
  readonly usedLists: Set<string>
  readonly notCarried: NotCarried[]
  /** The groups and repeats that are open, innermost last; the outermost group is a dimension. */
  readonly open: ('group' | 'repeat')[]
  current: Asked | null
}

export function readSurvey(lines: readonly Line[], given: Given): ReadSurvey {
  const walk: Walk = { given, groups: [], usedLists: new Set(), notCarried: [], open: [], current: null }
  for (const line of lines) take(walk, line)
  const dimensions = walk.groups.filter(each => each.indicators.length > 0)
  const carried = dimensions.reduce((sum, each) => sum + each.indicators.length, 0)
  const { usedLists, notCarried } = walk
  return { dimensions, carried, usedLists, notCarried, toDecide: weightsToDecide(dimensions) }
}

function take(walk: Walk, line: Line): void {
  const type = (line.cells.get('type') ?? '').trim().replace(/^(begin|end) /, '$1_')
  const [kind = '', list = ''] = type.split(/\s+/)
  if (kind === 'begin_group') beginGroup(walk, line)
  else if (kind === 'begin_repeat') beginRepeat(walk, line)
  else if (kind === 'end_group' || kind === 'end_repeat') end(walk)
  else if (walk.open.includes('repeat')) leave(walk, line, 'in-repeat')
  else if (kind === 'note') leave(walk, line, 'note')
  else if (kind === 'calculate') leave(walk, line, 'calculation')
  else if (kind !== 'select_one') leave(walk, line, 'question-type')
  else if (walk.given.lists.has(list)) ask(walk, line, list)
  else leave(walk, line, 'other-choices')
}

function beginGroup(walk: Walk, line: Line): void {
  const nested = walk.open.length > 0
  walk.open.push('group')
  if (nested) {
    leave(walk, line, 'nested-group')
    return
  }
  const key = named(walk, line)
  const known = walk.groups.find(each => each.key === key)
  walk.current = known ?? { key, title: texts(walk, line), indicators: [] }
  if (!known) walk.groups.push(walk.current)
  rest(walk, line, ['type', 'name'])
}

function beginRepeat(walk: Walk, line: Line): void {
  walk.open.push('repeat')
  leave(walk, line, 'repeat')
}

function end(walk: Walk): void {
  walk.open.pop()
  if (walk.open.length === 0) walk.current = null
}

function ask(walk: Walk, line: Line, list: string): void {
  walk.usedLists.add(list)
  const { cells } = line
  const weight = cells.get(OWN.weight)
  const audio = recordings(walk, line)
  const sign: Sign = {
    id: cells.get(OWN.id) ?? named(walk, line),
    ...(weight !== undefined && { weight }),
    question: texts(walk, line),
    ...(cells.get(OWN.urgent) === 'yes' && { urgent: true }),
    ...(audio.length > 0 && { audio: Object.fromEntries(audio.map(each => [each.language, each.file])) }),
    ...(cells.has(OWN.source) && { source: cells.get(OWN.source) }),
    ...(cells.has(OWN.status) && { status: cells.get(OWN.status) }),
  }
  groupFor(walk).indicators.push(sign)
  rest(walk, line, ['type', 'name', ...Object.values(OWN), ...audio.map(each => each.column)])
}

function groupFor({ current, groups, given }: Walk): Asked {
  const known = current ?? groups.find(each => each.key === UNGROUPED)
  if (known) return known
  const made: Asked = { key: UNGROUPED, title: given.formTitle ? { en: given.formTitle } : {}, indicators: [] }
  groups.push(made)
  return made
}

/** A name in our letters; one that had to be changed is named in the report. */
function named(walk: Walk, line: Line): string {
  const text = line.cells.get('name') ?? ''
  const ours = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '')
    .slice(0, 60)
  const name = ours || `row_${line.row}`
  if (name !== text) note(walk, line, { column: 'name', value: text, why: 'name' })
  return name
}

function texts(walk: Walk, line: Line): Texts {
  const found: Texts = {}
  for (const [column, value] of line.cells) {
    const label = translated(column, 'label', walk.given.defaultLanguage)
    if (label?.language) found[label.language] = value
    else if (label) note(walk, line, { column, value, why: column === 'label' ? 'no-language' : 'language' })
  }
  return found
}

type Recorded = { column: string; language: PublicLanguage; file: string }

/** The names of recordings, which are carried; their files are not in a form, and the report says so. */
function recordings(walk: Walk, line: Line): Recorded[] {
  const found = new Map<PublicLanguage, Recorded>()
  for (const [column, file] of line.cells) {
    const language = translated(column.replace(/^media::/, ''), 'audio', walk.given.defaultLanguage)?.language
    if (!language || found.has(language) || !isRecordingName(file)) continue
    found.set(language, { column, language, file })
    note(walk, line, { column, value: file, why: 'recording' })
  }
  return [...found.values()]
}

/** What else stands in a row whose question is carried. */
function rest(walk: Walk, line: Line, used: readonly string[]): void {
  for (const [column, value] of line.cells) {
    if (used.includes(column) || translated(column, 'label', null)) continue
    const why = MEANS[column] ?? MEANS[column.split('::')[0] ?? ''] ?? 'column'
    if (why === 'required' && NO.includes(value.toLowerCase().replace('()', ''))) continue
    note(walk, line, { column, value, why })
  }
}

/** A row that becomes nothing: named as a whole. */
function leave(walk: Walk, line: Line, why: NotCarriedWhy): void {
  const label = [...line.cells].find(([column]) => translated(column, 'label', null))?.[1]
  const said = [line.cells.get('type'), line.cells.get('name'), label].filter(Boolean)
  note(walk, line, { column: 'type', value: said.join(' | '), why })
}

function note(walk: Walk, { row }: Line, { value, ...what }: Omit<NotCarried, 'sheet' | 'row'>): void {
  walk.notCarried.push({ sheet: SHEET, row, ...what, value: shortened(value) })
}

const weightsToDecide = (dimensions: readonly Asked[]): ToDecide[] =>
  dimensions.flatMap(({ key, indicators }) =>
    indicators
      .filter(each => each.weight === undefined)
      .map(({ id }) => ({ at: `${key}.${id}`, what: 'weight' as const })),
  )
