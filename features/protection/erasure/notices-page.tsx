import { CASE_READERS } from '#domain/access/roles.ts'
import { type Day, dayIn, noonOf } from '#domain/shared/dates.ts'
import { ok } from '#domain/shared/result.ts'
import { formView } from '#server/http/form-view.ts'
import { action, type Page, type Visit } from '#server/http/page.ts'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button, Form } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { StatusTag } from '#web/components/status-tag/status-tag.tsx'
import { Table } from '#web/components/table/table.tsx'
import { confirmDestroyed } from './confirm-destroyed.ts'
import { noticesOf } from './queries.ts'
import { Destroyed, type Notice } from './record.ts'

export const noticesPage: Page = {
  path: '/erasure-notices',
  access: CASE_READERS,
  async show(ctx, visit) {
    const { t, query } = visit
    const form = formView(visit)
    const today = dayIn(ctx.house.country.timeZone, ctx.now)
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        {query.done === 'erased' && (
          <Notification kind="success" title={t('erasure.done-title')}>
            <p>{t('erasure.done-lead')}</p>
          </Notification>
        )}
        <Headline title={t('erasure.notices-title')} lead={t('erasure.notices-lead')} />
        <Notices visit={visit} notices={await noticesOf(ctx)} today={today} />
      </>
    )
    return ok({ title: t('erasure.notices-title'), body })
  },
}

function Notices({ visit, notices, today }: { visit: Visit; notices: Notice[]; today: Day }) {
  const { t } = visit
  return (
    <Table
      caption={t('erasure.notices-title')}
      captionUnseen
      empty={t('erasure.notices-none')}
      rows={notices}
      rowId={row => row.id}
      columns={[
        { key: 'name', label: t('erasure.code-name'), head: true, cell: row => row.codeName },
        { key: 'why', label: t('erasure.why'), cell: row => t(`erasure.why-${row.why}`) },
        { key: 'printed', label: t('erasure.printed-before'), cell: row => t.day(noonOf(row.erasedOn)) },
        { key: 'by', label: t('erasure.destroy-by'), cell: row => <By visit={visit} row={row} today={today} /> },
        { key: 'step', label: t('erasure.step'), cell: row => <Confirm visit={visit} row={row} /> },
      ]}
    />
  )
}

function By({ visit: { t }, row, today }: { visit: Visit; row: Notice; today: Day }) {
  return (
    <>
      {t.day(noonOf(row.destroyBy))} {row.destroyBy < today && <StatusTag tone="late" text={t('erasure.late')} />}
    </>
  )
}

function Confirm({ visit: { t, href, token }, row }: { visit: Visit; row: Notice }) {
  return (
    <Form
      action={href(`/erasure-notices/${row.id}/destroyed`)}
      hidden={{ _form: token }}
      label={`${t('erasure.destroyed')}: ${row.codeName}`}
    >
      <Button kind="plain" label={t('erasure.destroyed')} />
    </Form>
  )
}

export const destroyedAction = action({
  path: '/erasure-notices/:noticeId/destroyed',
  access: CASE_READERS,
  input: Destroyed,
  run: confirmDestroyed,
  again: noticesPage,
  next: () => '/erasure-notices',
})
