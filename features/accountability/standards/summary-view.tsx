import type { Visit } from '#server/http/page.ts'
import { FlowPicture } from '#web/components/flow/flow.tsx'
import { Stats } from '#web/components/stats/stats.tsx'
import { type Column, Table } from '#web/components/table/table.tsx'
import type { CriterionOut, ScorecardOut } from './record.ts'

type Props = { visit: Visit; card: ScorecardOut }

const KINDS = ['more', 'fewer', 'same', 'unknown'] as const

/** How many criteria have something and how many nothing, and what became of the numbers: the whole at one look. */
export function Summary({ visit: { t }, card }: Props) {
  const { criteria, progress } = card
  const silent = criteria.filter(each => each.empty).length
  const missing = criteria.reduce((sum, each) => sum + each.missing.length, 0)
  const stages = KINDS.map(kind => ({
    key: kind,
    label: t(`reports.change-${kind}`),
    count: progress[kind].length,
    text: String(progress[kind].length),
  }))
  return (
    <>
      <Stats
        items={[
          { label: t('standards.with-something'), value: String(criteria.length - silent) },
          { label: t('standards.with-nothing'), value: String(silent) },
          { label: t('standards.numbers-missing'), value: String(missing) },
        ]}
      />
      <h2>{t('standards.numbers-beside')}</h2>
      <FlowPicture
        title={t('standards.numbers-beside')}
        description={t('standards.picture', {
          more: progress.more.length,
          fewer: progress.fewer.length,
          same: progress.same.length,
          unknown: progress.unknown.length,
        })}
        stages={stages}
      />
    </>
  )
}

/** The way to each criterion, with how much is known of it. */
export function Overview({ visit: { t }, card }: Props) {
  const number = (key: string, label: string, count: (row: CriterionOut) => number): Column<CriterionOut> => ({
    key,
    label,
    number: true,
    cell: row => String(count(row)),
  })
  return (
    <Table
      caption={t('standards.overview')}
      columns={[
        {
          key: 'name',
          label: t('standards.criterion'),
          head: true,
          cell: row => (
            <a href={`#criterion-${row.number}`}>
              {t('standards.numbered', { number: row.number, name: row.name[t.language] ?? '' })}
            </a>
          ),
        },
        number('figures', t('standards.figures'), row => row.figures.filter(each => each.value !== null).length),
        number('missing', t('standards.figures-missing'), row => row.missing.length),
        number('findings', t('standards.findings'), row => row.findings.length),
        number('evidence', t('standards.evidence'), row => evidenceOf(row)),
      ]}
      rows={card.criteria}
      rowId={row => String(row.number)}
      empty=""
    />
  )
}

const evidenceOf = ({ entries, measures }: CriterionOut) =>
  entries.filter(each => each.withdrawnOn === null).length + measures.length
