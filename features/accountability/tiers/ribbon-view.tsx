import type { TierRow } from '#domain/tiers/history.ts'
import { judgeAll, type Reason } from '#domain/tiers/judge.ts'
import { Details } from '#web/components/details/details.tsx'
import { Table } from '#web/components/table/table.tsx'
import { TierRibbon } from '#web/components/tier-ribbon/tier-ribbon.tsx'
import { type Asked, nameOf, saySource, sayStood, sayTier, type T } from './asked.tsx'

/** `from`: the first report that ranked countries, where it is left out. */
type RibbonProps = {
  asked: Pick<Asked, 'house' | 't'>
  iso3: string
  rows: readonly TierRow[]
  from?: number
  until: number
}

export function Ribbon({ asked, iso3, rows, until, from }: RibbonProps) {
  const { t, house } = asked
  const last = rows.at(-1)
  const first = from ?? house.knowledge.tiers.statutes.firstReport
  return (
    <TierRibbon
      description={`${nameOf(asked, iso3)}. ${last ? sayStood(t, last) : ''}`}
      from={first}
      until={until}
      cells={rows
        .filter(each => each.year >= first)
        .map(({ year, tier, basis }) => ({ year, tier, sure: basis === 'reported' }))}
    />
  )
}

export function RibbonKey({ t }: { t: T }) {
  const words = [t('tiers.key-tiers'), t('tiers.key-wl', { tier: '2' }), t('tiers.key-dashed'), t('tiers.key-empty')]
  return <p class="soft">{words.join(' · ')}</p>
}

/** Why a year is where it is, where a rule and not the report's judgement brought it about. */
const SAID: readonly Reason[] = ['watch-list-by-waiver', 'automatic-downgrade', 'special-rule-f']

type Explained = TierRow & { reason: Reason | null }
type Span = { from: number; until: number; row: Explained | null }

function explain({ house }: Asked, rows: readonly TierRow[]): Explained[] {
  const { judged } = judgeAll(rows, house.knowledge.tiers.statutes)
  return rows.map((row, at) => ({ ...row, reason: SAID.find(each => each === judged[at]?.reason) ?? null }))
}

/** Years in a row that say the same by the same source are one line, and so are years that nobody knows. */
function spansOf(rows: readonly Explained[], first: number, last: number): Span[] {
  const spans: Span[] = []
  for (let year = first; year <= last; year += 1) {
    const row = rows.find(each => each.year === year) ?? null
    const before = spans.at(-1)
    if (before && alike(before.row, row)) before.until = year
    else spans.push({ from: year, until: year, row })
  }
  return spans.toReversed()
}

const alike = (one: Explained | null, other: Explained | null) =>
  (['tier', 'reason', 'basis', 'source'] as const).every(each => one?.[each] === other?.[each])

const sayYears = ({ from, until }: Span) => (from === until ? String(from) : `${from}–${until}`)

const sayList = (t: T, { tier, reason }: Explained) =>
  reason === null ? sayTier(t, tier) : `${sayTier(t, tier)}: ${t.coded('tiers.reason', reason)}`

export function HistoryTable({ asked, rows }: { asked: Asked; rows: readonly TierRow[] }) {
  const { t, house } = asked
  const { firstReport } = house.knowledge.tiers.statutes
  return (
    <Details summary={t('tiers.table')}>
      <Table
        caption={t('tiers.table')}
        captionUnseen
        columns={[
          { key: 'year', label: t('tiers.year'), head: true, cell: sayYears },
          {
            key: 'list',
            label: t('tiers.list'),
            cell: ({ row }: Span) => (row ? sayList(t, row) : t('tiers.unknown')),
          },
          { key: 'basis', label: t('tiers.basis'), cell: ({ row }: Span) => (row ? <Basis t={t} row={row} /> : '—') },
        ]}
        rows={spansOf(explain(asked, rows), firstReport, rows.at(-1)?.year ?? firstReport)}
        rowId={sayYears}
        empty=""
      />
    </Details>
  )
}

function Basis({ t, row: { basis, source } }: { t: T; row: TierRow }) {
  if (basis === 'unverified') return <strong>{t('tiers.basis-unverified')}</strong>
  return (
    <>
      {t(`tiers.basis-${basis}`)}: <span lang="en">{saySource(t, source)}</span>
    </>
  )
}
