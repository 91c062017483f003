import { ok } from '#domain/shared/result.ts'
import type { Page } from '#server/http/page.ts'
import { Details } from '#web/components/details/details.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'
import { readAuditHead } from './read-head.ts'

/** The newest sealed block, to be printed or sent elsewhere: who keeps it can later prove that nothing was cut off. */
export const auditHeadPage: Page = {
  path: '/audit',
  access: ['administrator'],
  nav: { heading: 'partnership', word: 'audit-head.nav' },
  async show(ctx, { t }) {
    const head = await readAuditHead(ctx)
    const body = (
      <>
        <Headline title={t('audit-head.title')} lead={t('audit-head.lead')} />
        {head ? (
          <>
            <SummaryList
              rows={[
                { label: t('audit-head.block'), value: String(head.block) },
                { label: t('audit-head.sealed-at'), value: t.instant(new Date(head.sealedAt)) },
                { label: t('audit-head.hash'), value: <code>{head.sha256}</code> },
              ]}
            />
            <Details summary={t('audit-head.file')}>
              <p>{t('audit-head.file-lead')}</p>
              <p>
                <code>{JSON.stringify({ signed: head.signed })}</code>
              </p>
            </Details>
          </>
        ) : (
          <p class="empty">{t('audit-head.none')}</p>
        )}
        <h2>{t('audit-head.keep')}</h2>
        <p>{t('audit-head.keep-lead')}</p>
      </>
    )
    return ok({ title: t('audit-head.title'), body })
  },
}
