import type { Visit } from '#server/http/page.ts'
import { Given } from '#web/components/given/given.tsx'
import { type Column, Table } from '#web/components/table/table.tsx'
import { OWN_WORDS } from './page-words.tsx'
import type { CriterionOut, FigureOut, ScorecardOut } from './record.ts'

/** `report`: the name of the report of that year. */
type Props = { visit: Visit; report: string; criterion: CriterionOut }
type OwnProps = { visit: Visit; card: ScorecardOut; criterion: CriterionOut }

function SourceOf({ visit: { t }, report, criterion, figure }: Props & { figure: FigureOut }) {
  if (figure.origin === 'entered') {
    const standing = criterion.entries.filter(each => each.withdrawnOn === null)
    const entry = standing.find(each => !each.outdone && each.counted?.figure === figure.figure)
    return <a href={`#entry-${entry?.id}`}>{t('standards.entered-here')}</a>
  }
  return (
    <>
      <Given text={report} />
      {figure.status === 'unverified' && <strong> {t('reports.unverified')}</strong>}
    </>
  )
}

/** The numbers that speak to a criterion, each with who counted it. */
export function Figures({ visit, report, criterion }: Props) {
  const { t } = visit
  const columns: Column<FigureOut>[] = [
    {
      key: 'figure',
      label: t('standards.figure'),
      head: true,
      cell: ({ figure, of, note }) => (
        <>
          {t('standards.counted-in', { figure: t(`reports.figure-${figure}`), year: String(of) })}
          {note?.[t.language] && <span class="soft"> {note[t.language]}</span>}
        </>
      ),
    },
    {
      key: 'value',
      label: t('standards.this-year'),
      number: true,
      cell: ({ value }) => (value === null ? t('reports.no-number') : String(value)),
    },
    {
      key: 'before',
      label: t('standards.year-before'),
      number: true,
      cell: ({ before }) => (before === null ? t('shell.nothing') : String(before)),
    },
    {
      key: 'change',
      label: t('standards.change'),
      cell: ({ change }) => t(`reports.change-${change}`),
    },
    {
      key: 'source',
      label: t('standards.source'),
      cell: figure => <SourceOf visit={visit} report={report} criterion={criterion} figure={figure} />,
    },
  ]
  if (criterion.figures.length === 0) return null
  return (
    <Table
      caption={t('standards.figures')}
      columns={columns}
      rows={criterion.figures}
      rowId={row => `${row.origin}-${row.figure}`}
      empty=""
    />
  )
}

type OwnRow = CriterionOut['own'][number]

/** What this instance counts, apart from every other number: it counts otherwise than a government does. */
export function OwnCounts({ visit, card, criterion }: OwnProps) {
  const { t } = visit
  const count = (value: number | null) => (value === null ? t('standards.few') : String(value))
  const columns: Column<OwnRow>[] = [
    { key: 'name', label: t('standards.own'), head: true, cell: ({ name }) => t(OWN_WORDS[name]) },
    { key: 'value', label: t('standards.this-year'), number: true, cell: ({ value }) => count(value) },
    {
      key: 'before',
      label: t('standards.year-before'),
      number: true,
      cell: ({ before }) => (card.ownBefore === null ? t('shell.nothing') : count(before)),
    },
    {
      key: 'change',
      label: t('standards.change'),
      cell: ({ change }) => t(`reports.change-${change}`),
    },
  ]
  if (criterion.own.length === 0) return null
  return (
    <Table
      caption={t('standards.own-counts')}
      columns={columns}
      rows={criterion.own}
      rowId={row => row.name}
      empty=""
    />
  )
}
