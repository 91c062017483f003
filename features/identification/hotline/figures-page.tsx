import { isDay } from '#domain/shared/dates.ts'
import { ok } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { HourChart } from '#web/components/hour-chart/hour-chart.tsx'
import { Stats } from '#web/components/stats/stats.tsx'
import { Table } from '#web/components/table/table.tsx'
import type { FigureOut } from './answers.ts'
import { hotlineFigures } from './queries.ts'
import { COUNTS } from './record.ts'

const PARTS = ['hour', 'kind', 'channel', 'language', 'topic', 'region', 'outcome'] as const
type Part = (typeof PARTS)[number]

function worded(ctx: Ctx, { t }: Visit, part: Part, value: string): string {
  if (value === 'not-known') return t('hotline.not-known')
  if (value === 'open') return t('hotline.open')
  if (part === 'hour') return t('hotline.hour-from', { hour: value })
  if (part === 'language') return t.languageName(value)
  if (part === 'region') return ctx.house.country.regions.find(each => each.id === value)?.name[t.language] ?? value
  return t.coded(`hotline.${part}`, value)
}

function Days({ visit, from, until }: { visit: Visit; from: string; until: string }) {
  const { t, href } = visit
  return (
    <Form action={href('/hotline/figures')} method="get" label={t('hotline.days')}>
      <TextField name="from" type="date" size="medium" label={t('hotline.from')} value={from} />
      <TextField name="until" type="date" size="medium" label={t('hotline.until')} value={until} />
      <Buttons>
        <Button kind="plain" label={t('hotline.show')} />
      </Buttons>
    </Form>
  )
}

/** Contacts, passed to the police, confirmed: the chain as yearly reports on trafficking print it. */
function Chain({ visit: { t }, items }: { visit: Visit; items: readonly FigureOut[] }) {
  const all = items.find(each => each.part === 'all')
  const real = items.find(each => each.part === 'kind' && each.value === 'contact')
  return (
    <Stats
      items={[
        { label: t('hotline.all'), value: String(all?.contacts ?? 0) },
        { label: t('hotline.real'), value: String(real?.contacts ?? 0) },
        { label: t('hotline.to-police'), value: String(all?.toPolice ?? 0) },
        { label: t('hotline.confirmed-count'), value: String(all?.confirmed ?? 0) },
      ]}
    />
  )
}

function PartTable({ ctx, visit, part, items }: { ctx: Ctx; visit: Visit; part: Part; items: readonly FigureOut[] }) {
  const { t } = visit
  const rows = items.filter(each => each.part === part)
  return (
    <>
      <h2>{t(`hotline.by-${part}`)}</h2>
      {part === 'hour' && (
        <HourChart
          label={t('hotline.by-hour')}
          counts={Array.from({ length: 24 }, (_, at) => rows.find(each => Number(each.value) === at)?.contacts ?? 0)}
        />
      )}
      <Table
        caption={t(`hotline.by-${part}`)}
        captionUnseen
        empty={t('hotline.contacts-none')}
        rows={rows}
        rowId={row => row.value}
        columns={[
          {
            key: 'value',
            label: t(`hotline.by-${part}`),
            head: true,
            cell: row => worded(ctx, visit, part, row.value),
          },
          { key: 'contacts', label: t('hotline.all'), number: true, cell: row => row.contacts },
          { key: 'police', label: t('hotline.to-police'), number: true, cell: row => row.toPolice },
          { key: 'confirmed', label: t('hotline.confirmed-count'), number: true, cell: row => row.confirmed },
        ]}
      />
    </>
  )
}

const dayIn = (asked: string | undefined) => (asked && isDay(asked) ? asked : undefined)

export const figuresPage: Page = {
  path: '/hotline/figures',
  access: COUNTS,
  async show(ctx, visit) {
    const { t, href, query } = visit
    const { from, until, items } = await hotlineFigures(ctx, { from: dayIn(query.from), until: dayIn(query.until) })
    const body = (
      <>
        <Headline
          title={t('hotline.figures')}
          crumbs={[{ href: href('/hotline'), label: t('hotline.title') }]}
          crumbsLabel={t('shell.you-are-here')}
          lead={t('hotline.figures-lead')}
        />
        <Days visit={visit} from={from} until={until} />
        <Chain visit={visit} items={items} />
        {PARTS.map(part => (
          <PartTable key={part} ctx={ctx} visit={visit} part={part} items={items} />
        ))}
      </>
    )
    return ok({ title: t('hotline.figures'), body })
  },
}
