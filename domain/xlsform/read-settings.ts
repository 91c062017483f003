import type { PublicLanguage } from '#knowledge/schema/words.ts'
import { DESCRIPTION, SETTINGS, TITLE, translated } from './columns.ts'
import { type NotCarried, shortened, type ToDecide, type ToDecideWhat } from './report.ts'
import type { Line } from './table.ts'

type Texts = Partial<Record<PublicLanguage, string>>
export type ReadSettings = {
  header: Record<string, unknown>
  title: Texts
  defaultLanguage: string
  notCarried: NotCarried[]
  toDecide: ToDecide[]
}

const SHEET = 'settings'
/** Read by themselves, or by every program that reads XLSForm. */
const KNOWN = ['form_title', 'form_id', 'version', 'default_language', 'aman_languages', ...SETTINGS]

/** The header of an instrument from the settings of a form: its first line counts, as in every program. */
export function readSettings(lines: readonly Line[]): ReadSettings {
  const [line, ...more] = lines
  const cells = line?.cells ?? new Map<string, string>()
  const title = textsOf(cells, TITLE)
  if (Object.keys(title).length === 0 && cells.has('form_title')) title.en = cells.get('form_title') ?? ''
  const description = textsOf(cells, DESCRIPTION)
  const given = (name: string) => cells.get(name) || undefined
  const review = pairsOf(given('aman_review'))
  const header = withoutGaps({
    id: slug(given('form_id')),
    version: whole(given('version')) ?? 1,
    age: given('aman_age'),
    asker: given('aman_asker'),
    scoring: scoringOf(given('aman_scoring'), given('aman_refer'), given('aman_refer_now')),
    languages: given('aman_languages')?.split(' '),
    title,
    description,
    situations: given('aman_situations')?.split(' '),
    source: given('aman_source'),
    status: given('aman_status'),
    licence: given('aman_licence'),
    review,
  })
  return {
    header,
    title,
    defaultLanguage: cells.get('default_language') ?? '',
    notCarried: [...strange(line), ...more.map(each => lineNotCarried(each))],
    toDecide: undecided(header, cells),
  }
}

function textsOf(cells: ReadonlyMap<string, string>, of: string): Texts {
  const found: Texts = {}
  for (const [column, text] of cells) {
    const said = translated(column, of, null)
    if (said?.language) found[said.language] = text
  }
  return found
}

const withoutGaps = (given: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))

const slug = (text: string | undefined) =>
  text
    ?.toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60) || undefined

const whole = (text: string | undefined) => (text && /^[1-9]\d{0,3}$/.test(text) ? Number(text) : undefined)

function scoringOf(kind: string | undefined, refer: string | undefined, referNow: string | undefined) {
  if (kind !== 'count') return kind === undefined ? undefined : { kind }
  return { kind, refer: whole(refer) ?? 0, referNow: whole(referNow) ?? 0 }
}

function pairsOf(text: string | undefined): Record<string, string> | undefined {
  if (!text) return undefined
  return Object.fromEntries(
    text
      .split(' ')
      .filter(each => each.includes(':'))
      .map(each => each.split(':', 2)),
  )
}

/** Scoring is asked only of a form from elsewhere: one of ours without it has the scoring that needs no word. */
function undecided(header: Record<string, unknown>, cells: ReadonlyMap<string, string>): ToDecide[] {
  const ours = cells.has('aman_age')
  const needed: ToDecideWhat[] = ['age', 'situations', 'source', 'status', 'licence']
  const lacking = needed.filter(each => header[each] === undefined)
  const texts = (['title', 'description'] as const).filter(each => Object.keys(header[each] as object).length === 0)
  return [...lacking, ...texts, ...(ours ? [] : (['scoring'] as const))].map(what => ({ at: what, what }))
}

function strange(line: Line | undefined): NotCarried[] {
  if (!line) return []
  return [...line.cells].flatMap(([column, text]): NotCarried[] => {
    if (KNOWN.includes(column) || [TITLE, DESCRIPTION].some(each => translated(column, each, null)?.language)) {
      const version = column === 'version' && whole(text) === undefined
      const id = column === 'form_id' && slug(text) !== text
      return version || id ? [{ sheet: SHEET, row: line.row, column, value: shortened(text), why: 'name' }] : []
    }
    return [{ sheet: SHEET, row: line.row, column, value: shortened(text), why: 'setting' }]
  })
}

const lineNotCarried = ({ row, cells }: Line): NotCarried => {
  const [column = '', value = ''] = [...cells][0] ?? []
  return { sheet: SHEET, row, column, value: shortened(value), why: 'setting' }
}
