import { ok, refuse } from '#domain/shared/result.ts'
import { NOT_CARRIED, type NotCarried, TO_DECIDE, type ToDecide, type XlsformReport } from '#domain/xlsform/report.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Details } from '#web/components/details/details.tsx'
import { Button, Buttons } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { Table } from '#web/components/table/table.tsx'
import { Problems } from './page-parts.tsx'
import { readDraft } from './queries.ts'
import { EDITORS } from './record.ts'

type ReportProps = { visit: Visit; report: XlsformReport }

/** All that a form held and its draft does not, by the reason, and all that it left open. */
export function Report({ visit, report: { carried, notCarried, toDecide } }: ReportProps) {
  const { t } = visit
  return (
    <>
      <p>{t('instrument-import.carried', { count: carried })}</p>
      <h2>{t('instrument-import.to-decide', { count: toDecide.length })}</h2>
      {toDecide.length === 0 && <p>{t('instrument-import.nothing-open')}</p>}
      {TO_DECIDE.map(what => (
        <Open key={what} visit={visit} what={what} lines={toDecide.filter(each => each.what === what)} />
      ))}
      <h2>{t('instrument-import.not-carried', { count: notCarried.length })}</h2>
      {notCarried.length === 0 && <p>{t('instrument-import.nothing-left')}</p>}
      {NOT_CARRIED.map(why => (
        <Left key={why} visit={visit} why={why} lines={notCarried.filter(each => each.why === why)} />
      ))}
    </>
  )
}

/** More than these are folded, so that the reasons can be read one after the other. */
const MOST_OPEN = 10

const counted = (text: string, lines: readonly unknown[]) => (lines.length === 1 ? text : `${text} (${lines.length})`)

type OpenProps = { visit: Visit; what: ToDecide['what']; lines: ToDecide[] }

function Open({ visit: { t }, what, lines }: OpenProps) {
  const text = counted(t(`instrument-import.decide-${what}`), lines)
  if (lines.length === 0) return null
  if (what !== 'weight') return <p>{text}</p>
  return (
    <Details summary={text} open={lines.length <= MOST_OPEN}>
      <ul>
        {lines.map(({ at }, index) => (
          <li key={`${index} ${at}`}>
            <bdi>{at}</bdi>
          </li>
        ))}
      </ul>
    </Details>
  )
}

type LeftProps = { visit: Visit; why: NotCarried['why']; lines: NotCarried[] }

function Left({ visit: { t }, why, lines }: LeftProps) {
  if (lines.length === 0) return null
  const text = t(`instrument-import.why-${why}`)
  return (
    <Details summary={counted(text, lines)} open={lines.length <= MOST_OPEN}>
      <Table
        caption={text}
        captionUnseen
        columns={[
          { key: 'sheet', label: t('instrument-import.sheet'), head: true, cell: row => row.sheet },
          { key: 'row', label: t('instrument-import.row'), number: true, cell: row => String(row.row) },
          { key: 'column', label: t('instrument-import.column'), cell: row => row.column },
          { key: 'value', label: t('instrument-import.value'), cell: row => row.value },
        ]}
        rows={lines}
        rowId={row => `${row.sheet} ${row.row} ${row.column}`}
        empty=""
      />
    </Details>
  )
}

export const reportPage: Page = {
  path: '/instrument-drafts/:draftId/report',
  access: EDITORS,
  async show(ctx, visit) {
    const { t, href } = visit
    const found = await readDraft(ctx, visit.params.draftId)
    if (!found.ok) return found
    const { id, instrument, report, body: now } = found.value
    if (!report) return refuse('instrument.not-found')
    const draft = href(`/instrument-drafts/${id}`)
    const body = (
      <>
        <Headline
          title={t('instrument-import.report')}
          crumbs={[
            { href: href('/instruments'), label: t('instruments.title') },
            { href: draft, label: instrument },
          ]}
          crumbsLabel={t('shell.you-are-here')}
          lead={t('instrument-import.report-lead')}
        />
        <Buttons>
          <Button href={draft} label={t('instrument-import.to-draft')} />
        </Buttons>
        <Report visit={visit} report={report} />
        <Problems visit={visit} body={now} />
      </>
    )
    return ok({ title: t('instrument-import.report'), body })
  },
}
