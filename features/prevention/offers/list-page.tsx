import { noonOf } from '#domain/shared/dates.ts'
import { ok } from '#domain/shared/result.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Button } from '#web/components/form/form.tsx'
import { Given } from '#web/components/given/given.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { StatusTag } from '#web/components/status-tag/status-tag.tsx'
import { Table } from '#web/components/table/table.tsx'
import { listWarnings } from './queries.ts'
import { ListWarnings, WARNERS, type WarningOut } from './record.ts'

const TONES = { noted: 'wait', checked: 'late', dismissed: 'plain' } as const

const columns = ({ t, href }: Visit) => [
  {
    key: 'by',
    label: t('offers.offered-by'),
    head: true,
    cell: (row: WarningOut) => (
      <a href={href(`/offer-warnings/${row.id}`)}>
        <Given text={row.offeredBy} />
      </a>
    ),
  },
  {
    key: 'country',
    label: t('offers.work-country'),
    cell: (row: WarningOut) => (row.workCountry ? t.countryName(row.workCountry) : ''),
  },
  {
    key: 'signs',
    label: t('offers.signs'),
    cell: (row: WarningOut) => row.signs.map(each => t.coded('offers.sign', each)).join(', '),
  },
  { key: 'noted', label: t('offers.noted'), cell: (row: WarningOut) => t.day(noonOf(row.notedOn)) },
  {
    key: 'status',
    label: t('offers.state'),
    cell: (row: WarningOut) => <StatusTag tone={TONES[row.status]} text={t.coded('offers.status', row.status)} />,
  },
]

export const warningsPage: Page = {
  path: '/offer-warnings',
  access: WARNERS,
  nav: { heading: 'identification', word: 'offers.nav' },
  async show(ctx, visit) {
    const { t, href } = visit
    const parsed = ListWarnings.safeParse(visit.query)
    const asked = parsed.success ? parsed.data : ListWarnings.parse({})
    const { items, next } = await listWarnings(ctx, asked)
    const at = (skip: number) => href(`/offer-warnings?skip=${skip}`)
    const body = (
      <>
        <Headline
          title={t('offers.title')}
          lead={t('offers.lead')}
          actions={<Button href={href('/offer-warnings/new')} label={t('offers.note')} />}
        />
        <Table
          caption={t('offers.title')}
          captionUnseen
          columns={columns(visit)}
          rows={items}
          rowId={row => row.id}
          empty={t('offers.none')}
          paging={{
            label: t('shell.pages'),
            ...(asked.skip > 0 && { first: { href: at(0), label: t('shell.newest') } }),
            ...(next !== null && { next: { href: at(next), label: t('shell.older') } }),
          }}
        />
      </>
    )
    return ok({ title: t('offers.title'), body })
  },
}
