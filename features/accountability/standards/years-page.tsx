import { countryCoded, countryNamed } from '#domain/shared/country-code.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import { periodOf, yearRunningOn } from '#domain/standards/period.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { Table } from '#web/components/table/table.tsx'
import { cardAt, spanText } from './page-words.tsx'
import { entriesByYear, today } from './queries.ts'
import { KEEPERS } from './record.ts'

type Row = { year: number; read: string | null; entries: number }

/** Every year from the first report that was read here, or entry made, to the one that runs; the latest first. */
function rowsOf(reports: ReadonlyMap<number, string>, entries: ReadonlyMap<number, number>, running: number): Row[] {
  const first = Math.min(running - 1, ...reports.keys(), ...entries.keys())
  return Array.from({ length: running - first + 1 }, (_, at) => running - at).map(year => ({
    year,
    read: reports.get(year) ?? null,
    entries: entries.get(year) ?? 0,
  }))
}

type YearsProps = { visit: Visit; rows: readonly Row[]; country: string | undefined }

function Years({ visit: { t, href }, rows, country }: YearsProps) {
  return (
    <Table
      caption={t('standards.years')}
      columns={[
        {
          key: 'year',
          label: t('standards.report'),
          head: true,
          cell: row => <a href={href(cardAt(row.year, country))}>{row.year}</a>,
        },
        {
          key: 'period',
          label: t('standards.reporting-period'),
          cell: ({ year }) => spanText(t, periodOf(year).from, periodOf(year).until),
        },
        { key: 'read', label: t('standards.was-read'), cell: row => row.read ?? t('standards.read-by-nobody') },
        ...(country
          ? []
          : [
              {
                key: 'entries',
                label: t('standards.evidence'),
                number: true,
                cell: (row: Row) => String(row.entries),
              },
            ]),
      ]}
      rows={rows}
      rowId={row => String(row.year)}
      empty=""
    />
  )
}

function ChooseCountry({ ctx: { house }, visit: { t, href }, chosen }: { ctx: Ctx; visit: Visit; chosen: string }) {
  const { knowledge } = house
  const order = new Intl.Collator(t.language)
  const codes = new Set([...knowledge.countryFacts.map(each => each.iso3), ...knowledge.reports.map(r => r.country)])
  const options = [...codes]
    .map(value => ({ value, label: countryNamed(knowledge.countryCodes, t, value) }))
    .toSorted((one, other) => order.compare(one.label, other.label))
  return (
    <Form action={href('/standards')} method="get">
      <SelectField name="country" label={t('standards.country')} options={options} value={chosen} />
      <Buttons>
        <Button kind="plain" label={t('standards.show')} />
      </Buttons>
    </Form>
  )
}

export const yearsPage: Page = {
  path: '/standards',
  access: KEEPERS,
  nav: { heading: 'partnership', word: 'standards.nav' },
  async show(ctx, visit) {
    const { t, href, query } = visit
    const { house } = ctx
    const iso3 = query.country ? countryCoded(house.knowledge.countryCodes, query.country) : house.country.iso3
    if (!iso3) return refuse('standards.country-not-found')
    const own = iso3 === house.country.iso3
    const country = own ? undefined : iso3
    const known = house.knowledge.reports.find(each => each.country === iso3)?.reports ?? []
    const running = yearRunningOn(today(ctx))
    const rows = rowsOf(
      new Map(known.map(each => [each.year, each.read])),
      own ? await entriesByYear(ctx) : new Map(),
      running,
    )
    const latest = known.at(-1)?.year
    const body = (
      <>
        <Headline
          title={own ? t('standards.title') : countryNamed(house.knowledge.countryCodes, t, iso3)}
          lead={t('standards.lead')}
          actions={
            <>
              {latest !== undefined && (
                <Button href={href(cardAt(latest, country))} label={t('standards.latest', { year: String(latest) })} />
              )}
              <Button
                kind="plain"
                href={href(cardAt(running, country))}
                label={t('standards.running', { year: String(running) })}
              />
            </>
          }
        />
        {known.length === 0 && <Notification kind="info" title={t('standards.country-not-read')} />}
        <Years visit={visit} rows={rows} country={country} />
        <ChooseCountry ctx={ctx} visit={visit} chosen={iso3} />
      </>
    )
    return ok({ title: t('standards.title'), body })
  },
}
