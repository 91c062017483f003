import { CASE_LEADERS, CASE_READERS } from '#domain/access/roles.ts'
import { RISKS } from '#domain/cases/case.ts'
import { ok } from '#domain/shared/result.ts'
import { flag } from '#server/http/fields.ts'
import { formView } from '#server/http/form-view.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { type Problem, problemsOf } from '#server/http/problems.ts'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { StatusTag, type Tone } from '#web/components/status-tag/status-tag.tsx'
import { type Column, Table } from '#web/components/table/table.tsx'
import { ListCases } from './api.ts'
import { type CaseFilter, listCases } from './queries.ts'
import type { CodedCase } from './record.ts'

export const RISK_TONES: Record<string, Tone> = { high: 'late', medium: 'wait', low: 'well', 'not-assessed': 'soft' }

const STATUSES = ['open', 'closed'] as const
const FILTER_FIELDS = ['codeName', 'status', 'risk', 'oldestFirst'] as const
const Filter = ListCases.extend({ oldestFirst: flag.default(false) })

/** What the address asks for. What cannot be read is told, and everything is listed. */
function filterOf(visit: Visit): { filter: CaseFilter; problems: Problem[] } {
  const asked = Object.fromEntries(Object.entries(visit.query).filter(([, value]) => value !== ''))
  const parsed = Filter.safeParse(asked, { reportInput: true })
  return parsed.success
    ? { filter: parsed.data, problems: [] }
    : { filter: Filter.parse({}), problems: problemsOf(parsed.error) }
}

/** The list's address with what is filtered now, and what is to be different. */
function listHref(visit: Visit, change: Record<string, string | null>): string {
  const query = new URLSearchParams()
  for (const name of [...FILTER_FIELDS, 'cursor']) {
    const value = name in change ? change[name] : name === 'cursor' ? null : visit.query[name]
    if (value) query.set(name, value)
  }
  const text = query.toString()
  return text === '' ? visit.href('/cases') : `${visit.href('/cases')}?${text}`
}

function columns(visit: Visit, { oldestFirst }: CaseFilter): Column<CodedCase>[] {
  const { t, href } = visit
  return [
    {
      key: 'name',
      label: t('cases.code-name'),
      head: true,
      cell: row => <a href={href(`/cases/${row.id}`)}>{row.codeName}</a>,
    },
    { key: 'who', label: t('cases.person-group'), cell: row => t.coded('cases.person-group', row.personGroup) },
    {
      key: 'risk',
      label: t('cases.risk'),
      cell: row => <StatusTag tone={RISK_TONES[row.risk] ?? 'soft'} text={t.coded('cases.risk', row.risk)} />,
    },
    { key: 'status', label: t('cases.status'), cell: row => t.coded('cases.status', row.status) },
    {
      key: 'opened',
      label: t('cases.opened'),
      cell: row => t.instant(new Date(row.openedAt)),
      sort: {
        href: listHref(visit, { oldestFirst: oldestFirst ? null : 'true' }),
        direction: oldestFirst ? 'ascending' : 'descending',
      },
    },
  ]
}

function FilterForm({ visit }: { visit: Visit }) {
  const { t, query, href } = visit
  const options = (prefix: string, values: readonly string[]) =>
    values.map(value => ({ value, label: t.coded(prefix, value) }))
  return (
    <Form action={href('/cases')} method="get" label={t('cases.filter')}>
      <div class="buttons">
        <TextField name="codeName" label={t('cases.find')} value={query.codeName} size="medium" maxlength={40} />
        <SelectField
          name="status"
          label={t('cases.status')}
          options={options('cases.status', STATUSES)}
          value={query.status}
          empty={t('cases.any-status')}
        />
        <SelectField
          name="risk"
          label={t('cases.risk')}
          options={options('cases.risk', RISKS)}
          value={query.risk}
          empty={t('cases.any')}
        />
        <SelectField
          name="oldestFirst"
          label={t('cases.order')}
          options={[{ value: 'true', label: t('cases.order-oldest') }]}
          value={query.oldestFirst}
          empty={t('cases.order-newest')}
        />
        <Button kind="plain" label={t('cases.filter')} />
      </div>
    </Form>
  )
}

export const casesPage: Page = {
  path: '/cases',
  access: CASE_READERS,
  nav: { heading: 'protection', word: 'cases.nav' },
  async show(ctx, visit) {
    const { t, href } = visit
    const { filter, problems } = filterOf(visit)
    const { items, next } = await listCases(ctx, filter)
    const form = formView({ ...visit, problems })
    const mayOpen = CASE_LEADERS.some(role => role === ctx.actor.role)
    const filtered = FILTER_FIELDS.slice(0, 3).some(name => visit.query[name])
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <Headline
          title={t('cases.title')}
          lead={t(filter.oldestFirst ? 'cases.list-lead-oldest' : 'cases.list-lead')}
          actions={mayOpen && <Button href={href('/cases/new')} label={t('cases.open')} />}
        />
        <FilterForm visit={visit} />
        <Table
          caption={t('cases.title')}
          captionUnseen
          columns={columns(visit, filter)}
          rows={items}
          rowId={row => row.id}
          empty={t(filtered ? 'cases.none-found' : 'cases.none')}
          paging={{
            label: t('shell.pages'),
            first: visit.query.cursor ? { href: listHref(visit, {}), label: t('cases.newer') } : undefined,
            next: next ? { href: listHref(visit, { cursor: next }), label: t('cases.further') } : undefined,
          }}
        />
      </>
    )
    return ok({ title: t('cases.title'), body })
  },
}
