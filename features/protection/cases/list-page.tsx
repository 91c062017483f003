import { CASE_READERS } from '#domain/access/roles.ts'
import { RISKS } from '#domain/cases/case.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { StatusTag, type Tone } from '#web/components/status-tag/status-tag.tsx'
import { type Column, Table } from '#web/components/table/table.tsx'
import { ListCases } from './api.ts'
import { listCases } from './queries.ts'
import type { CodedCase } from './record.ts'

export const RISK_TONES: Record<string, Tone> = { high: 'late', medium: 'wait', low: 'well', 'not-assessed': 'soft' }

function columns(visit: Visit): Column<CodedCase>[] {
  const { t, href } = visit
  return [
    { key: 'name', label: t('cases.code-name'), head: true, cell: row => <a href={href(`/cases/${row.id}`)}>{row.codeName}</a> },
    { key: 'who', label: t('cases.person-group'), cell: row => t.coded('cases.person-group', row.personGroup) },
    {
      key: 'risk',
      label: t('cases.risk'),
      cell: row => <StatusTag tone={RISK_TONES[row.risk] ?? 'soft'} text={t.coded('cases.risk', row.risk)} />,
    },
    { key: 'status', label: t('cases.status'), cell: row => t.coded('cases.status', row.status) },
    { key: 'opened', label: t('cases.opened'), cell: row => t.instant(new Date(row.openedAt)) },
  ]
}

function Filter({ visit }: { visit: Visit }) {
  const { t, query, href } = visit
  const option = (prefix: string) => (value: string) => ({ value, label: t.coded(prefix, value) })
  return (
    <Form action={href('/cases')} method="get" label={t('cases.filter')}>
      <div class="buttons">
        <TextField name="codeName" label={t('cases.find')} value={query.codeName} size="medium" maxlength={40} />
        <SelectField name="risk" label={t('cases.risk')} options={RISKS.map(option('cases.risk'))} value={query.risk} empty={t('cases.any')} />
        <Button kind="plain" label={t('cases.filter')} />
      </div>
    </Form>
  )
}

const filled = (query: Record<string, string>) => Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''))

const pageHref = (visit: Visit, cursor: string | null): string => {
  const { codeName, risk } = visit.query
  const query = new URLSearchParams(filled({ codeName: codeName ?? '', risk: risk ?? '', cursor: cursor ?? '' }))
  return `${visit.href('/cases')}?${query}`
}

const paging = (t: Translate, visit: Visit, next: string | null) => ({
  label: t('shell.pages'),
  ...(visit.query.cursor && { first: { href: pageHref(visit, null), label: t('shell.newest') } }),
  ...(next && { next: { href: pageHref(visit, next), label: t('shell.older') } }),
})

export const casesPage: Page = {
  path: '/cases',
  access: CASE_READERS,
  nav: { heading: 'protection', word: 'cases.nav' },
  async show(ctx, visit) {
    const { t, href } = visit
    const filter = ListCases.safeParse(filled(visit.query))
    if (!filter.success) return refuse('case.not-found')
    const { items, next } = await listCases(ctx, filter.data)
    const mayOpen = ctx.actor.role === 'officer' || ctx.actor.role === 'hotline-operator' || ctx.actor.role === 'case-worker'
    const body = (
      <>
        <Headline
          title={t('cases.title')}
          lead={t('cases.list-lead')}
          actions={mayOpen && <Button href={href('/cases/new')} label={t('cases.open')} />}
        />
        <Filter visit={visit} />
        <Table
          caption={t('cases.title')}
          captionUnseen
          columns={columns(visit)}
          rows={items}
          rowId={row => row.id}
          empty={t('cases.none')}
          paging={paging(t, visit, next)}
        />
      </>
    )
    return ok({ title: t('cases.title'), body })
  },
}
