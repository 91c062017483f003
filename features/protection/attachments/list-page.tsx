import { CASE_READERS } from '#domain/access/roles.ts'
import { isId } from '#domain/shared/ids.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Button } from '#web/components/form/form.tsx'
import { content } from '#web/components/given/given.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { type Column, Table } from '#web/components/table/table.tsx'
import { type AttachedCase, readAttachedCase } from './attached-case.ts'
import { listAttachments, readAttachment } from './queries.ts'
import type { Attachment } from './record.ts'
import { sizeIn } from './size-in.ts'

export const attachmentsPage: Page = {
  path: '/cases/:caseId/attachments',
  access: CASE_READERS,
  async show(ctx, visit) {
    const found = await readAttachedCase(ctx, visit.params.caseId)
    if (!found.ok) return found
    const listed = await listAttachments(ctx, found.value.id)
    if (!listed.ok) return listed
    const body = <Listed visit={visit} found={found.value} items={listed.value.items} />
    return ok({ title: visit.t('attachments.title'), body })
  },
}

type ListedProps = { visit: Visit; found: AttachedCase; items: Attachment[] }

function Listed({ visit, found, items }: ListedProps) {
  const { t, href, query } = visit
  const done = (['added', 'removed'] as const).find(each => each === query.done)
  const address = `/cases/${found.id}/attachments`
  return (
    <>
      <Headline
        crumbs={[
          { href: href('/cases'), label: t('cases.title') },
          { href: href(`/cases/${found.id}`), label: found.codeName },
        ]}
        crumbsLabel={t('shell.you-are-here')}
        title={t('attachments.title')}
        lead={t('attachments.lead')}
        actions={found.mayWork && <Button href={href(`${address}/new`)} label={t('attachments.add')} />}
      />
      {done && <Notification kind="success" title={t(`attachments.done-${done}`)} />}
      <Table
        caption={t('attachments.title')}
        captionUnseen
        columns={columns(visit, found)}
        rows={items}
        rowId={row => row.id}
        empty={t('attachments.none')}
      />
    </>
  )
}

function columns(visit: Visit, found: AttachedCase): Column<Attachment>[] {
  const { t, href } = visit
  const address = (row: Attachment) => href(`/cases/${found.id}/attachments/${row.id}`)
  const columns: Column<Attachment>[] = [
    {
      key: 'name',
      label: t('attachments.name'),
      head: true,
      cell: row => <a href={`${address(row)}/file`}>{content(row.name || t('attachments.unnamed'))}</a>,
    },
    {
      key: 'kind',
      label: t('attachments.kind'),
      cell: row => t.coded(row.original ? 'attachments.original' : 'attachments.kind', row.kind),
    },
    { key: 'size', label: t('attachments.size'), number: true, cell: row => sizeIn(t, row.bytes) },
    { key: 'added', label: t('attachments.added'), cell: row => t.instant(new Date(row.addedAt)) },
  ]
  if (!found.mayWork) return columns
  const remove: Column<Attachment> = {
    key: 'remove',
    label: t('attachments.remove'),
    cell: row => (
      <a href={`${address(row)}/remove`}>
        {t('attachments.remove')}
        <span class="unseen">: {row.name}</span>
      </a>
    ),
  }
  return [...columns, remove]
}

/** The file itself, for the reader's disk and never shown as a page. */
export const attachmentFilePage: Page = {
  path: '/cases/:caseId/attachments/:attachmentId/file',
  access: CASE_READERS,
  file: true,
  async show(ctx, { params: { caseId = '', attachmentId = '' } }) {
    if (!isId(caseId) || !isId(attachmentId)) return refuse('attachment.not-found')
    return readAttachment(ctx, { caseId, attachmentId })
  },
}
