import { ok } from '#domain/shared/result.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Button } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { Table } from '#web/components/table/table.tsx'
import { listRecommendations, listsAreWhole } from './recommended.ts'
import type { RecommendationOut } from './record.ts'
import { Wording } from './wording.tsx'

function OfYear({ visit: { t, href }, year, rows }: { visit: Visit; year: number; rows: RecommendationOut[] }) {
  return (
    <Table
      caption={String(year)}
      columns={[
        {
          key: 'words',
          label: t('commitments-desk.recommendation'),
          head: true,
          cell: row => (
            <a href={href(`/recommendations/${row.id}`)}>
              <Wording wordings={row.words} t={t} />
            </a>
          ),
        },
        { key: 'theme', label: t('commitments-desk.theme'), cell: row => t(`commitments-desk.theme-${row.theme}`) },
        {
          key: 'document',
          label: t('commitments-desk.document'),
          cell: row => <Wording wordings={row.document} t={t} />,
        },
      ]}
      rows={rows}
      rowId={row => row.id}
      empty={t('commitments-desk.none')}
    />
  )
}

export const recommendationsPage: Page = {
  path: '/recommendations',
  access: 'signed-in',
  async show(ctx, visit) {
    const { t, href } = visit
    const all = await listRecommendations(ctx)
    const years = [...new Set(all.map(each => each.year))]
    const body = (
      <>
        <Headline
          title={t('commitments-desk.recommendations')}
          crumbs={[{ href: href('/measures'), label: t('commitments-desk.title') }]}
          crumbsLabel={t('shell.you-are-here')}
          lead={t('commitments-desk.recommendations-lead')}
          actions={
            ctx.actor.role === 'coordinator' && (
              <Button href={href('/recommendations/import')} label={t('commitments-desk.import')} />
            )
          }
        />
        {!listsAreWhole(ctx.house) && <Notification kind="info" title={t('commitments.not-whole')} />}
        {years.map(year => (
          <OfYear key={year} visit={visit} year={year} rows={all.filter(each => each.year === year)} />
        ))}
      </>
    )
    return ok({ title: t('commitments-desk.recommendations'), body })
  },
}
