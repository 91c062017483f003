import { CASE_LEADERS } from '#domain/access/roles.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Button } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { StatusTag } from '#web/components/status-tag/status-tag.tsx'
import { type Column, type Paging, Table } from '#web/components/table/table.tsx'
import { Tabs } from '#web/components/tabs/tabs.tsx'
import { addressOf } from './page-parts.tsx'
import { listScreenings } from './queries.ts'
import { ListScreenings, type ScreeningLine } from './record.ts'

type Filter = { status?: string | undefined; cursor?: string | undefined }

function listHref(visit: Visit, filter: Filter): string {
  const given = Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const query = new URLSearchParams(given).toString()
  return visit.href('/screenings') + (query && `?${query}`)
}

function columns(visit: Visit): Column<ScreeningLine>[] {
  const { t } = visit
  const tag = (prefix: string, value: string | null) =>
    value ? <StatusTag tone="plain" text={t.coded(prefix, value)} /> : <span class="soft">{t('shell.nothing')}</span>
  return [
    {
      key: 'started',
      label: t('screening.started'),
      head: true,
      cell: row => <a href={addressOf(visit, row.id)}>{t.instant(new Date(row.startedAt))}</a>,
    },
    { key: 'situation', label: t('screening.situation'), cell: row => t.coded('screening.where', row.situation) },
    { key: 'age', label: t('screening.age'), cell: row => t.coded('screening.age', row.ageGroup) },
    {
      key: 'status',
      label: t('screening.status'),
      cell: row =>
        row.status === 'draft' ? (
          <>
            <StatusTag tone="wait" text={t('screening.status-draft')} />{' '}
            <a href={addressOf(visit, row.id)}>
              {t('screening.continue')}
              <span class="unseen">: {t.instant(new Date(row.startedAt))}</span>
            </a>
          </>
        ) : (
          <StatusTag tone="soft" text={t('screening.status-completed')} />
        ),
    },
    { key: 'step', label: t('screening.next-step'), cell: row => tag('screening.step-tag', row.nextStep) },
    { key: 'finding', label: t('screening.finding'), cell: row => tag('screening.finding-tag', row.finding) },
  ]
}

const STATUSES = [undefined, 'draft', 'completed'] as const

function StatusTabs({ visit, status }: { visit: Visit; status: string | undefined }) {
  const { t } = visit
  const tabs = STATUSES.map(each => ({
    href: listHref(visit, { status: each }),
    label: t(each ? `screening.tab-${each}` : 'screening.tab-all'),
    current: each === status,
  }))
  return <Tabs label={t('screening.tabs')} tabs={tabs} />
}

function pagingOf(visit: Visit, { status, cursor }: Filter, next: string | null): Paging {
  const { t } = visit
  return {
    label: t('shell.pages'),
    first: cursor ? { href: listHref(visit, { status }), label: t('shell.newest') } : undefined,
    next: next ? { href: listHref(visit, { status, cursor: next }), label: t('shell.older') } : undefined,
  }
}

export const screeningsPage: Page = {
  path: '/screenings',
  access: CASE_LEADERS,
  nav: { heading: 'identification', word: 'screening.nav' },
  async show(ctx, visit) {
    const { t, href } = visit
    const filter = ListScreenings.safeParse(visit.query)
    if (!filter.success) return refuse('screening.not-found')
    const { items, next } = await listScreenings(ctx, filter.data)
    const title = t('screening.title')
    const body = (
      <>
        <Headline
          title={title}
          lead={t('screening.list-lead')}
          actions={
            <>
              <Button href={href('/screenings/new')} label={t('screening.start')} />
              <Button kind="plain" href={href('/instruments/cards')} label={t('cards.print')} />
            </>
          }
        />
        <StatusTabs visit={visit} status={filter.data.status} />
        <Table
          caption={title}
          captionUnseen
          columns={columns(visit)}
          rows={items}
          rowId={row => row.id}
          empty={t('screening.none')}
          paging={pagingOf(visit, filter.data, next)}
        />
      </>
    )
    return ok({ title, body })
  },
}
