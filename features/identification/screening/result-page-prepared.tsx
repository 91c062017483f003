import { CASE_LEADERS } from '#domain/access/roles.ts'
import { isId } from '#domain/shared/ids.ts'
import type { Page } from '#server/http/page.ts'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'
import { askingOn } from './on-server.ts'
import { type PreparedThere, readPrepared } from './queries.ts'
import { type ResultProps, resultPageWith } from './result-page.tsx'
import { LeadToCase } from './result-page-case.tsx'

/** What the official at the post prepared for who can help: a referral needs a case, and the person's consent. */
function PreparedAtPost({ visit, opened, prepared }: ResultProps & { prepared: PreparedThere }) {
  const { t, href } = visit
  const { toAgency, toAgencyId, service, urgency, note } = prepared
  const { caseId, id } = opened.view
  const send = `/referrals/new?caseId=${caseId}&service=${service}&toAgencyId=${toAgencyId}`
  const rows = [
    { label: t('screening.prepared-to'), value: toAgency ?? t('screening.prepared-gone') },
    { label: t('referrals.service'), value: t.coded('referrals.service', service) },
    { label: t('referrals.urgency'), value: t.coded('referrals.urgency', urgency) },
    { label: t('screening.prepared-note'), value: note },
  ]
  return (
    <>
      <SummaryList title={t('screening.prepared-title')} rows={rows} empty={t('shell.nothing')} />
      <p>
        {caseId ? (
          <a href={href(send)}>{t('screening.prepared-send')}</a>
        ) : (
          <a href={href(`/cases/new?screeningId=${id}`)}>{t('screening.prepared-case')}</a>
        )}
      </p>
    </>
  )
}

/** The result at a desk, with what a field device brought along. */
export const resultAtDesk: Page = {
  path: '/screenings/:screeningId',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const { screeningId = '' } = visit.params
    const prepared = isId(screeningId) ? await readPrepared(ctx, screeningId) : null
    const Prepared = prepared ? (props: ResultProps) => <PreparedAtPost {...props} prepared={prepared} /> : undefined
    return resultPageWith(LeadToCase, Prepared).show(askingOn(ctx), visit)
  },
}
