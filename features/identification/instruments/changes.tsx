import type { Change, ChangeKind } from '#domain/instruments/changes.ts'
import type { Visit } from '#server/http/page.ts'
import { Table } from '#web/components/table/table.tsx'

/** Where the words stand for what is kept as a code. */
const CODED = {
  age: 'instruments.age',
  asker: 'instruments.asker',
  scoring: 'instruments.scoring',
  situations: 'instruments.situation',
  status: 'instruments.source',
  review: 'instruments.review',
  weight: 'instruments.weight',
  urgent: 'instruments.urgent',
  'sign-status': 'instruments.source',
} as const satisfies { [K in ChangeKind]?: string }

const isCoded = (kind: ChangeKind): kind is keyof typeof CODED => kind in CODED

/** A sign that names no source of its own has that of the whole. */
const ofTheWhole = ({ kind }: Change, said: string) => said === '' && (kind === 'sign-source' || kind === 'sign-status')

type CellProps = { visit: Visit; change: Change; said: Change['before'] }

/** A text in its own language, a code in the reader's. */
function Said({ visit: { t }, change, said }: CellProps) {
  const { kind, language } = change
  const word = (code: string) => {
    if (ofTheWhole(change, code)) return t('instruments.of-the-whole')
    if (kind === 'languages') return t.languageName(code)
    return isCoded(kind) ? t.coded(CODED[kind], code) : code
  }
  const text = typeof said === 'string' ? word(said) : said.map(word).join(', ')
  return <bdi lang={isCoded(kind) ? undefined : language}>{text}</bdi>
}

/** A long name breaks between its words only. */
const Place = ({ at }: { at: string }) => (
  <bdi>{at.split(/(?<=[._])/).flatMap((part, n) => (n === 0 ? [part] : [<wbr key={n} />, part]))}</bdi>
)

type ChangesProps = { visit: Visit; changes: readonly Change[]; caption: string }

/** In what two versions differ, line by line. */
export function Changes({ visit, changes, caption }: ChangesProps) {
  const { t } = visit
  const what = ({ kind, language }: Change) =>
    language ? `${t(`instruments.change-${kind}`)} (${t.languageName(language)})` : t(`instruments.change-${kind}`)
  return (
    <Table
      caption={caption}
      columns={[
        { key: 'what', label: t('instruments.what'), head: true, cell: what },
        { key: 'place', label: t('instruments.place'), cell: row => <Place at={row.at} /> },
        {
          key: 'before',
          label: t('instruments.before'),
          cell: row => <Said visit={visit} change={row} said={row.before} />,
        },
        {
          key: 'after',
          label: t('instruments.after'),
          cell: row => <Said visit={visit} change={row} said={row.after} />,
        },
      ]}
      rows={changes}
      rowId={row => `${row.kind}-${row.at}-${row.language ?? ''}`}
      empty={t('instruments.no-changes')}
    />
  )
}
