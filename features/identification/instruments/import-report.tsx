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

/** All that a form left open, and all that it held and its draft does not hold, by the reason. */
export function Report({ visit, report: { carried, notCarried, toDecide } }: ReportProps) {
  const { t } = visit
  return (
    <>
      <p>{t('instrument-import.carried', { count: carried })}</p>
      <h2>{t('instrument-import.to-decide', { count: toDecide.length })}</h2>
      <Open visit={visit} lines={toDecide} />
      <h2>{t('instrument-import.not-carried', { count: notCarried.length })}</h2>
      <Left visit={visit} lines={notCarried} />
    </>
  )
}

/** More of one kind than these are folded, so that the kinds can be read one after the other. */
const MOST_UNFOLDED = 10

function Open({ visit, lines }: { visit: Visit; lines: readonly ToDecide[] }) {
  const { t } = visit
  if (lines.length === 0) return <p>{t('instrument-import.nothing-open')}</p>
  const kinds = TO_DECIDE.flatMap(what => {
    const of = lines.filter(each => each.what === what)
    return of.length === 0 ? [] : [{ what, places: of.flatMap(({ at }) => (at === what ? [] : [at])) }]
  })
  return (
    <ul>
      {kinds.map(({ what, places }) => (
        <li key={what}>
          <Decision text={t(`instrument-import.decide-${what}`)} places={places} visit={visit} />
        </li>
      ))}
    </ul>
  )
}

/** Of the whole, or of the places that are named. */
function Decision({ visit: { t }, text, places }: { visit: Visit; text: string; places: readonly string[] }) {
  if (places.length === 0) return text
  const summary = t('instrument-import.counted', { text, count: places.length })
  const all = raw(places.join(', '))
  return places.length > MOST_UNFOLDED ? <Details summary={summary}>{all}</Details> : [summary, ': ', all]
}

function Left({ visit, lines }: { visit: Visit; lines: readonly NotCarried[] }) {
  const { t } = visit
  const kinds = NOT_CARRIED.map(why => lines.filter(each => each.why === why))
  const few = kinds.filter(each => each.length <= MOST_UNFOLDED).flat()
  const many = kinds.filter(each => each.length > MOST_UNFOLDED)
  if (lines.length === 0) return <p>{t('instrument-import.nothing-left')}</p>
  return (
    <>
      {few.length > 0 && <LeftTable visit={visit} caption={t('instrument-import.why')} lines={few} withWhy />}
      {many.map(each => {
        const text = t(`instrument-import.why-${each[0]?.why ?? 'name'}`)
        return (
          <Details key={text} summary={t('instrument-import.counted', { text, count: each.length })}>
            <LeftTable visit={visit} caption={text} lines={each} />
          </Details>
        )
      })}
    </>
  )
}

const raw = (text: string) => <bdi class="raw">{text}</bdi>

type LeftTableProps = { visit: Visit; caption: string; lines: readonly NotCarried[]; withWhy?: boolean }

function LeftTable({ visit: { t }, caption, lines, withWhy = false }: LeftTableProps) {
  const why = {
    key: 'why',
    label: t('instrument-import.why'),
    cell: (row: NotCarried) => t(`instrument-import.why-${row.why}`),
  }
  return (
    <Table
      caption={caption}
      captionUnseen
      columns={[
        {
          key: 'place',
          label: t('instrument-import.place'),
          head: true,
          cell: ({ sheet, row }) => t('instrument-import.at', { sheet, row }),
        },
        { key: 'column', label: t('instrument-import.column'), cell: row => raw(row.column) },
        { key: 'value', label: t('instrument-import.value'), cell: row => raw(row.value) },
        ...(withWhy ? [why] : []),
      ]}
      rows={lines}
      rowId={row => `${row.sheet} ${row.row} ${row.column}`}
      empty={t('instrument-import.nothing-left')}
    />
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
