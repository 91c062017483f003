import { ok } from '#domain/shared/result.ts'
import type { Page } from '#server/http/page.ts'
import { Button } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { Table } from '#web/components/table/table.tsx'
import { listDrafts } from './queries.ts'
import { EDITORS } from './record.ts'

export const instrumentsPage: Page = {
  path: '/instruments',
  access: EDITORS,
  nav: { heading: 'identification', word: 'instruments.nav' },
  async show(ctx, { t, href }) {
    const versions = ctx.house.knowledge.instruments.map(each => ({ ...each, shown: each.title[t.language] }))
    const body = (
      <>
        <Headline
          title={t('instruments.title')}
          lead={t('instruments.lead')}
          actions={<Button href={href('/instruments/import')} label={t('instrument-import.link')} />}
        />
        <Table
          caption={t('instruments.drafts')}
          columns={[
            {
              key: 'name',
              label: t('instruments.name'),
              head: true,
              cell: row => <a href={href(`/instrument-drafts/${row.id}`)}>{row.instrument}</a>,
            },
            { key: 'state', label: t('instruments.state'), cell: row => t(`instruments.state-${row.status}`) },
            { key: 'changed', label: t('instruments.changed'), cell: row => t.instant(row.changedAt) },
          ]}
          rows={await listDrafts(ctx)}
          rowId={row => row.id}
          empty={t('instruments.none')}
        />
        <Table
          caption={t('instruments.versions')}
          columns={[
            {
              key: 'name',
              label: t('instruments.name'),
              head: true,
              cell: row => <a href={href(`/instruments/${row.id}/${row.version}`)}>{row.shown}</a>,
            },
            { key: 'number', label: t('instruments.number'), cell: row => String(row.version) },
          ]}
          rows={versions}
          rowId={row => `${row.id}-${row.version}`}
          empty={t('instruments.none')}
        />
      </>
    )
    return ok({ title: t('instruments.title'), body })
  },
}
