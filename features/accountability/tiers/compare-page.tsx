import type { PublicAnswer } from '#server/http/public-route.ts'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { Table } from '#web/components/table/table.tsx'
import { type Asked, hrefOf, nameOf, regionOf, sayStood, sayTier, screen, watchListIn } from './asked.tsx'
import { optionsOf } from './choose-country.tsx'
import { type Reading, readingOf } from './reading.ts'
import { Ribbon, RibbonKey } from './ribbon-view.tsx'
import { tellOutlook } from './tell-tiers.ts'

/** Two countries, one under the other. Where one is not named or not known, the form alone. */
export async function compareCountries(asked: Asked): Promise<PublicAnswer> {
  const { t, query } = asked
  const chosen = [query.a ?? '', query.b ?? ''].flatMap(each => readingOf(asked, each, '') ?? [])
  const [a, b] = chosen
  const both = chosen.length === 2
  const named = query.a !== undefined && query.b !== undefined
  const body = (
    <>
      <Headline
        crumbs={[{ href: hrefOf(asked, ''), label: t('tiers.title') }]}
        crumbsLabel={t('tiers.place')}
        title={t('tiers.compare')}
        lead={named && !both ? t('tiers.no-country-lead') : undefined}
      />
      {both && <RibbonKey t={t} />}
      {both && chosen.map((each, at) => <One key={at} asked={asked} reading={each} until={until(chosen)} />)}
      {a && b && <Beside asked={asked} first={a} second={b} />}
      <Choose asked={asked} chosen={chosen} />
    </>
  )
  return screen(asked, body, both ? { search: `a=${a?.iso3}&b=${b?.iso3}` } : { status: named ? 404 : 200 })
}

const until = (readings: readonly Reading[]) => Math.max(...readings.map(each => each.asOf))

function One({ asked, reading: { iso3, rows }, until: last }: { asked: Asked; reading: Reading; until: number }) {
  const { t } = asked
  const stood = rows.at(-1)
  return (
    <section>
      <h2>
        <a href={hrefOf(asked, `/${iso3}`)}>{nameOf(asked, iso3)}</a>
      </h2>
      {stood && <p>{sayStood(t, stood)}</p>}
      <Ribbon asked={asked} iso3={iso3} rows={rows} until={last} />
      <Count asked={asked} iso3={iso3} />
    </section>
  )
}

function Count({ asked: { t, house }, iso3 }: { asked: Asked; iso3: string }) {
  const outlook = tellOutlook(house.knowledge, { country: iso3 })
  if (!outlook.ok) return null
  const { consecutiveWatchListYears: years } = outlook.value
  return (
    <p>
      {t('tiers.count', { years })} {t(`tiers.merit-${watchListIn(outlook.value)}`, { tier: '3' })}
    </p>
  )
}

function Beside({ asked, first, second }: { asked: Asked; first: Reading; second: Reading }) {
  const { t, house } = asked
  const { firstReport } = house.knowledge.tiers.statutes
  const last = until([first, second])
  const column = ({ iso3, rows }: Reading, key: string) => ({
    key,
    label: nameOf(asked, iso3),
    cell: (year: number) => {
      const row = rows.find(each => each.year === year)
      return row ? sayTier(t, row.tier) : t('tiers.unknown')
    },
  })
  return (
    <Table
      caption={t('tiers.table')}
      columns={[
        { key: 'year', label: t('tiers.year'), head: true, cell: String },
        column(first, 'a'),
        column(second, 'b'),
      ]}
      rows={Array.from({ length: last - firstReport + 1 }, (_, at) => last - at)}
      rowId={String}
      empty=""
    />
  )
}

function Choose({ asked, chosen }: { asked: Asked; chosen: readonly Reading[] }) {
  const { t, house, query } = asked
  const options = optionsOf(asked)
  const [one, other] = regionOf(house)
  const known = (code: string | undefined) => chosen.find(each => each.iso3 === code?.toUpperCase())?.iso3
  return (
    <Form action={hrefOf(asked, '/compare')} method="get">
      <SelectField name="a" label={t('tiers.compare-first')} options={options} value={known(query.a) ?? one} />
      <SelectField name="b" label={t('tiers.compare-second')} options={options} value={known(query.b) ?? other} />
      <Buttons>
        <Button label={t('tiers.compare-show')} />
      </Buttons>
    </Form>
  )
}
