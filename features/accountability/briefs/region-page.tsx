import { noonOf } from '#domain/shared/dates.ts'
import { Ribbon, RibbonKey } from '#features/accountability/tiers/ribbon-view.tsx'
import type { CountryFacts } from '#knowledge/schema/country.ts'
import type { PublicAnswer } from '#server/http/public-route.ts'
import { Headline } from '#web/components/headline/headline.tsx'
import { LinkList } from '#web/components/link-list/link-list.tsx'
import { Table } from '#web/components/table/table.tsx'
import { type About, type Asked, rankedCountries, type T, todayIn } from './asked.ts'
import { hotlineLines, roleLines, shelterLines } from './help-lines.ts'
import { lawTold, offenceLine } from './law-lines.ts'
import { Said, SourceList } from './line-view.tsx'
import { clockLine, rowsOf, stoodLine } from './report-lines.ts'
import { type Line, sourceBook } from './source-book.ts'

/** One country as a row: what is known in each column. */
type Row = { facts: CountryFacts; year: number; cells: Record<Column, readonly Line[]> }

const COLUMNS = ['report', 'law', 'hotline', 'shelters', 'role'] as const
type Column = (typeof COLUMNS)[number]

/** How many reports the picture goes back: a lane of the ribbon. */
const YEARS = 10

/** The countries between which people are trafficked, side by side, by the law of today. */
export async function showSideBySide(asked: Asked): Promise<PublicAnswer> {
  const { t, house } = asked
  const today = todayIn(house)
  const book = sourceBook()
  const rows = rankedCountries(asked).map((facts): Row => {
    const year = house.knowledge.tiers.rows.get(facts.iso3)?.at(-1)?.year ?? 0
    return { facts, year, cells: cellsOf({ house, t, facts, year, day: today, today, book }) }
  })
  const body = (
    <>
      <Headline title={t('briefs.region')} lead={t('briefs.region-lead', { day: t.day(noonOf(today)) })} />
      <RibbonKey t={t} />
      <Pictures asked={asked} rows={rows} />
      <Beside t={t} rows={rows} />
      <SourceList t={t} sources={book.sources} />
      <LinkList
        items={[
          ...rows.map(({ facts: { iso2, iso3 }, year }) => ({
            href: `/${t.language}/briefs/${iso3}/${year}`,
            label: t('briefs.brief-of', { country: t.countryName(iso2), year: String(year) }),
          })),
          { href: `/${t.language}/tiers/compare`, label: t('tiers.compare') },
        ]}
      />
    </>
  )
  return { kind: 'screen', title: t('briefs.tab'), body }
}

function cellsOf(about: About): Record<Column, readonly Line[]> {
  const stood = rowsOf(about).at(-1)
  return {
    report: stood ? [stoodLine(about, stood), ...clockLine(about)] : [],
    law: lawTold(about)?.offences.map(each => offenceLine(about, each)) ?? [],
    hotline: hotlineLines(about),
    shelters: shelterLines(about),
    role: roleLines(about),
  }
}

function Pictures({ asked, rows }: { asked: Asked; rows: readonly Row[] }) {
  const until = Math.max(...rows.map(each => each.year))
  return rows.map(({ facts: { iso2, iso3 } }) => (
    <section key={iso3}>
      <h2>{asked.t.countryName(iso2)}</h2>
      <Ribbon
        asked={asked}
        iso3={iso3}
        rows={asked.house.knowledge.tiers.rows.get(iso3) ?? []}
        from={until - YEARS + 1}
        until={until}
      />
    </section>
  ))
}

const NOTHING = {
  report: 'briefs.unknown',
  law: 'briefs.unknown',
  hotline: 'briefs.no-hotline',
  shelters: 'briefs.no-shelters',
  role: 'briefs.no-role',
} as const

const HEADS = {
  report: 'briefs.col-report',
  law: 'briefs.col-law',
  hotline: 'briefs.col-hotline',
  shelters: 'briefs.col-shelters',
  role: 'briefs.col-role',
} as const

function Beside({ t, rows }: { t: T; rows: readonly Row[] }) {
  return (
    <Table
      caption={t('briefs.region')}
      captionUnseen
      columns={[
        { key: 'country', label: t('tiers.country'), head: true, cell: (row: Row) => t.countryName(row.facts.iso2) },
        ...COLUMNS.map(key => ({
          key,
          label: t(HEADS[key]),
          cell: ({ cells }: Row) =>
            cells[key].length === 0
              ? t(NOTHING[key])
              : cells[key].map(line => (
                  <p key={line.text}>
                    <Said t={t} line={line} />
                  </p>
                )),
        })),
      ]}
      rows={rows}
      rowId={row => row.facts.iso3}
      empty={t('briefs.unknown')}
    />
  )
}
