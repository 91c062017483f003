import { type Sector, STATES } from '#domain/commitments/measure.ts'
import type { Score, Scoreboard } from '#domain/commitments/scoreboard.ts'
import type { PublicLanguage, Translate } from '#knowledge/schema/words.ts'
import type { PublicAnswer, PublicRequest } from '#server/http/public-route.ts'
import { FlowPicture } from '#web/components/flow/flow.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { LinkList } from '#web/components/link-list/link-list.tsx'
import { StatusTag } from '#web/components/status-tag/status-tag.tsx'
import { Table } from '#web/components/table/table.tsx'
import { dayText, progressText, TONES } from './page-words.tsx'
import { type PublicMeasure, readPublished } from './published.ts'
import { knownRecommendations } from './recommended.ts'
import { Wording } from './wording.tsx'

type Asked = PublicRequest<PublicLanguage>
type T = Translate<PublicLanguage>

const MOST_SKIPPED = 10_000

/** Other addresses show the first measures. */
function skipAsked({ query }: Asked): number {
  const { skip = '' } = query
  return /^\d{1,5}$/.test(skip) && Number(skip) <= MOST_SKIPPED ? Number(skip) : 0
}

function Picture({ t, board: { all } }: { t: T; board: Scoreboard }) {
  const stages = STATES.map(state => ({
    key: state,
    label: t(`commitments.state-${state}`),
    count: all.counts[state],
    text: String(all.counts[state]),
  }))
  const summary = t('commitments.summary', { total: all.total, proved: all.counts.proved, late: all.counts.late })
  return <FlowPicture title={t('commitments.title')} description={summary} stages={stages} />
}

type Row = Score & { sector: Sector | 'all' }

function Board({ t, board }: { t: T; board: Scoreboard }) {
  const rows: Row[] = [...board.sectors, { sector: 'all', ...board.all }]
  return (
    <Table
      caption={t('commitments.by-sector')}
      columns={[
        {
          key: 'sector',
          label: t('commitments.sector'),
          head: true,
          cell: row => t(`commitments.sector-${row.sector}`),
        },
        ...STATES.map(state => ({
          key: state,
          label: t(`commitments.state-${state}`),
          number: true,
          cell: (row: Row) => String(row.counts[state]),
        })),
      ]}
      rows={rows}
      rowId={row => row.sector}
      empty={t('commitments.none')}
    />
  )
}

function Measure({ t, measure, years }: { t: T; measure: PublicMeasure; years: readonly number[] }) {
  const { indicator, progress } = measure
  return (
    <>
      <h3>
        <Wording wordings={measure.title} t={t} />
      </h3>
      <p>
        <StatusTag tone={TONES[measure.state]} text={t(`commitments.state-${measure.state}`)} />{' '}
        <bdi>{measure.promisedBy}</bdi>, {t(`commitments.sector-${measure.sector}`)}. {t('commitments.due-on')}:{' '}
        {dayText(t, measure.dueOn)}.
        {measure.provedOn && ` ${t('commitments.proved-on')}: ${dayText(t, measure.provedOn)}.`}
      </p>
      {indicator && progress && (
        <p>
          {t(`commitments.indicator-${indicator}`)}:{' '}
          {progressText(t, { counted: progress.count, target: progress.target })}
        </p>
      )}
      <p class="soft">
        {t('commitments.papers', { count: measure.evidence })}
        {years.length > 0 && ` ${t('commitments.answers-years', { years: years.join(', ') })}`}
      </p>
    </>
  )
}

const yearsOf = ({ house }: Asked, { recommendations }: PublicMeasure): number[] => {
  const known = knownRecommendations(house).filter(each => recommendations.includes(each.id))
  return [...new Set(known.map(each => each.year))].sort()
}

/** Who promised what, and whether it was kept: for everybody. */
export async function showScoreboard(asked: Asked): Promise<PublicAnswer> {
  const { house, t } = asked
  const skip = skipAsked(asked)
  const { board, measures, next, day } = await readPublished(house, skip)
  const at = (path: string) => `/${t.language}${path}`
  const body = (
    <div class="read">
      <Headline title={t('commitments.title')} lead={t('commitments.lead', { day: dayText(t, day) })} />
      {board.all.total === 0 ? <p>{t('commitments.none')}</p> : <Picture t={t} board={board} />}
      {board.all.total > 0 && <Board t={t} board={board} />}
      {measures.length > 0 && <h2>{t('commitments.measures')}</h2>}
      {measures.map((measure, index) => (
        <Measure key={index} t={t} measure={measure} years={yearsOf(asked, measure)} />
      ))}
      <p class="soft">{t('commitments.how')}</p>
      <LinkList
        items={[
          ...(next === null ? [] : [{ href: `${at('/commitments')}?skip=${next}`, label: t('commitments.more') }]),
          { href: at('/commitments/recommendations'), label: t('commitments.recommended') },
        ]}
      />
    </div>
  )
  return { kind: 'screen', title: t('commitments.tab'), body }
}
