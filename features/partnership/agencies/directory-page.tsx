import { SERVICES } from '#domain/referral/referral.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import type { Country } from '#knowledge/schema/country.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Button, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { StatusTag } from '#web/components/status-tag/status-tag.tsx'
import { type Column, Table } from '#web/components/table/table.tsx'
import { filled, groupNames, kindName, languageNames, paging, regionName, serviceNames } from './page-words.ts'
import { listAgencies } from './queries.ts'
import { type AgencyOut, ListAgencies } from './record.ts'

function columns({ t, href }: Visit, country: Country): Column<AgencyOut>[] {
  return [
    {
      key: 'name',
      label: t('agencies.name'),
      head: true,
      cell: row => (
        <>
          <a href={href(`/agencies/${row.id}`)}>{row.name}</a>{' '}
          {row.status !== 'active' && <StatusTag tone="late" text={t.coded('agencies.status', row.status)} />}
        </>
      ),
    },
    {
      key: 'kind',
      label: t('agencies.kind'),
      cell: row => (
        <>
          {kindName(country, t, row.kind)}
          <br />
          <span class="soft">{regionName(country, t, row.region)}</span>
        </>
      ),
    },
    {
      key: 'services',
      label: t('agencies.services'),
      cell: row => serviceNames(t, row.services) || t('shell.nothing'),
    },
    { key: 'groups', label: t('agencies.groups'), cell: row => groupNames(t, row.groups) || t('shell.nothing') },
    {
      key: 'languages',
      label: t('agencies.languages'),
      cell: row => languageNames(t, row.languages) || t('shell.nothing'),
    },
  ]
}

function Filter({ visit, country }: { visit: Visit; country: Country }) {
  const { t, query, href } = visit
  const any = t('agencies.any')
  const named = (each: { id: string; name: Record<typeof t.language, string> }) => ({
    value: each.id,
    label: each.name[t.language],
  })
  const services = SERVICES.map(value => ({ value, label: t.coded('agencies.service', value) }))
  return (
    <Form action={href('/agencies')} method="get" label={t('agencies.filter-label')}>
      <div class="buttons">
        <SelectField
          name="service"
          label={t('agencies.services')}
          options={services}
          value={query.service}
          empty={any}
        />
        <SelectField
          name="region"
          label={t('agencies.region')}
          options={country.regions.map(named)}
          value={query.region}
          empty={any}
        />
        <SelectField
          name="kind"
          label={t('agencies.kind')}
          options={country.agencyKinds.map(named)}
          value={query.kind}
          empty={any}
        />
        <Button kind="plain" label={t('agencies.filter')} />
      </div>
    </Form>
  )
}

export const agenciesPage: Page = {
  path: '/agencies',
  access: 'signed-in',
  nav: { heading: 'partnership', word: 'agencies.nav' },
  async show(ctx, visit) {
    const { t, href } = visit
    const { country } = ctx.house
    const filter = ListAgencies.safeParse(filled(visit.query))
    if (!filter.success) return refuse('agency.not-found')
    const { items, next } = await listAgencies(ctx, filter.data)
    const body = (
      <>
        <Headline
          title={t('agencies.title')}
          lead={t('agencies.lead')}
          actions={
            ctx.actor.role === 'administrator' && <Button href={href('/agencies/new')} label={t('agencies.add')} />
          }
        />
        <Filter visit={visit} country={country} />
        <Table
          caption={t('agencies.title')}
          captionUnseen
          columns={columns(visit, country)}
          rows={items}
          rowId={row => row.id}
          empty={t('agencies.none')}
          paging={paging(visit, '/agencies', next)}
        />
      </>
    )
    return ok({ title: t('agencies.title'), body })
  },
}
