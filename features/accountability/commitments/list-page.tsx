import { STATES } from '#domain/commitments/measure.ts'
import { ok } from '#domain/shared/result.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Button } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { StatusTag } from '#web/components/status-tag/status-tag.tsx'
import { type Column, Table } from '#web/components/table/table.tsx'
import { Tabs } from '#web/components/tabs/tabs.tsx'
import { dayText, TONES } from './page-words.tsx'
import { listMeasures } from './queries.ts'
import { ListMeasures, type MeasureOut } from './record.ts'
import { Wording } from './wording.tsx'

export const measureColumns = ({ t, href }: Visit): Column<MeasureOut>[] => [
  {
    key: 'title',
    label: t('commitments-desk.measure'),
    head: true,
    cell: row => (
      <a href={href(`/measures/${row.id}`)}>
        <Wording wordings={row.title} t={t} />
      </a>
    ),
  },
  { key: 'by', label: t('commitments.by'), cell: row => row.promisedBy },
  { key: 'sector', label: t('commitments.sector'), cell: row => t(`commitments.sector-${row.sector}`) },
  { key: 'due', label: t('commitments.due-on'), cell: row => dayText(t, row.dueOn) },
  {
    key: 'state',
    label: t('commitments.state'),
    cell: row => <StatusTag tone={TONES[row.state]} text={t(`commitments.state-${row.state}`)} />,
  },
]

function Actions({ href, t, coordinates }: Pick<Visit, 'href' | 't'> & { coordinates: boolean }) {
  return (
    <>
      {coordinates && <Button href={href('/measures/new')} label={t('commitments-desk.new')} />}
      <Button kind="plain" href={href('/recommendations')} label={t('commitments-desk.recommendations')} />
      <Button kind="plain" href={href('/commitments')} label={t('commitments-desk.public')} />
    </>
  )
}

export const measuresPage: Page = {
  path: '/measures',
  access: 'signed-in',
  nav: { heading: 'partnership', word: 'commitments-desk.nav' },
  async show(ctx, visit) {
    const { t, href, query } = visit
    const parsed = ListMeasures.safeParse({ ...query })
    const asked = parsed.success ? parsed.data : ListMeasures.parse({})
    const { items, next } = await listMeasures(ctx, asked)
    const at = (skip: number) => `${href('/measures')}?skip=${skip}${asked.state ? `&state=${asked.state}` : ''}`
    const tabs = [undefined, ...STATES].map(state => ({
      href: `${href('/measures')}${state ? `?state=${state}` : ''}`,
      label: state ? t(`commitments.state-${state}`) : t('commitments-desk.all'),
      current: asked.state === state,
    }))
    const body = (
      <>
        <Headline
          title={t('commitments-desk.title')}
          lead={t('commitments-desk.lead')}
          actions={<Actions t={t} href={href} coordinates={ctx.actor.role === 'coordinator'} />}
        />
        <Tabs label={t('commitments.state')} tabs={tabs} />
        <Table
          caption={t('commitments-desk.title')}
          captionUnseen
          columns={measureColumns(visit)}
          rows={items}
          rowId={row => row.id}
          empty={t('commitments-desk.none')}
          paging={{
            label: t('shell.pages'),
            ...(asked.skip > 0 && { first: { href: at(0), label: t('shell.newest') } }),
            ...(next !== null && { next: { href: at(next), label: t('shell.older') } }),
          }}
        />
      </>
    )
    return ok({ title: t('commitments-desk.title'), body })
  },
}
