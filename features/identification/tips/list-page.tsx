import { noonOf } from '#domain/shared/dates.ts'
import { ok } from '#domain/shared/result.ts'
import { TIP_STATUSES } from '#domain/tips/tip.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Button } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { StatusTag } from '#web/components/status-tag/status-tag.tsx'
import { Table } from '#web/components/table/table.tsx'
import { Tabs } from '#web/components/tabs/tabs.tsx'
import { listTips } from './queries.ts'
import { DESK, ListTips, type TipLine } from './record.ts'

const columns = ({ t, href }: Visit) => [
  {
    key: 'day',
    label: t('tips-desk.day'),
    head: true,
    cell: (row: TipLine) => <a href={href(`/tips/${row.id}`)}>{t.day(noonOf(row.touchedOn))}</a>,
  },
  { key: 'about', label: t('tips-desk.about'), cell: (row: TipLine) => t.coded('tips.about', row.about) },
  {
    key: 'danger',
    label: t('tips-desk.danger'),
    cell: (row: TipLine) =>
      row.danger === 'yes' ? <StatusTag tone="late" text={t('tips.danger-yes')} /> : t.coded('tips.danger', row.danger),
  },
  { key: 'language', label: t('tips-desk.language'), cell: (row: TipLine) => t.languageName(row.language) },
]

export const tipsPage: Page = {
  path: '/tips',
  access: DESK,
  nav: { heading: 'identification', word: 'tips-desk.nav' },
  async show(ctx, visit) {
    const { t, href, query } = visit
    const parsed = ListTips.safeParse({ status: 'new', ...query })
    const asked = parsed.success ? parsed.data : ListTips.parse({ status: 'new' })
    const status = asked.status ?? 'new'
    const { items, next } = await listTips(ctx, { ...asked, status })
    const at = (skip: number) => href(`/tips?status=${status}&skip=${skip}`)
    const body = (
      <>
        <Headline
          title={t('tips-desk.title')}
          lead={t('tips-desk.lead')}
          actions={<Button kind="plain" href={href('/tips/new')} label={t('tips-desk.take-down')} />}
        />
        <Tabs
          label={t('tips-desk.title')}
          tabs={TIP_STATUSES.map(each => ({
            href: href(`/tips?status=${each}`),
            label: t.coded('tips-desk.status', each),
            current: each === status,
          }))}
        />
        <Table
          caption={t.coded('tips-desk.status', status)}
          captionUnseen
          columns={columns(visit)}
          rows={items}
          rowId={row => row.id}
          empty={t('tips-desk.none')}
          paging={{
            label: t('shell.pages'),
            ...(asked.skip > 0 && { first: { href: at(0), label: t('shell.newest') } }),
            ...(next !== null && { next: { href: at(next), label: t('shell.older') } }),
          }}
        />
      </>
    )
    return ok({ title: t('tips-desk.title'), body })
  },
}
