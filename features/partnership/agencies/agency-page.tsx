import { CASE_LEADERS } from '#domain/access/roles.ts'
import { isId } from '#domain/shared/ids.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import type { House } from '#server/house.ts'
import { formView } from '#server/http/form-view.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Details } from '#web/components/details/details.tsx'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { StatusTag } from '#web/components/status-tag/status-tag.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'
import { groupNames, kindName, languageNames, regionName, serviceNames } from './page-words.ts'
import { listStaff, readAgency } from './queries.ts'
import type { AgencyOut } from './record.ts'
import { StaffTable } from './staff-table.tsx'

const STAFF_SHOWN = 25

type Shown = { visit: Visit; agency: AgencyOut }

function Facts({ visit, agency, house }: Shown & { house: House }) {
  const { t } = visit
  const { country } = house
  return (
    <SummaryList
      title={t('agencies.about')}
      empty={t('shell.nothing')}
      rows={[
        { label: t('agencies.kind'), value: kindName(country, t, agency.kind) },
        { label: t('agencies.region'), value: regionName(country, t, agency.region) },
        { label: t('agencies.country'), value: t.countryName(agency.country) },
        { label: t('agencies.services'), value: serviceNames(t, agency.services) },
        { label: t('agencies.groups'), value: groupNames(t, agency.groups) },
        { label: t('agencies.languages'), value: languageNames(t, agency.languages) },
        { label: t('agencies.phone'), value: agency.phone ?? '' },
      ]}
    />
  )
}

function StatusForm({ visit, agency }: Shown) {
  const { t, href, token } = visit
  const works = agency.status === 'active'
  const hidden = { _form: token, version: String(agency.version), status: works ? 'suspended' : 'active' }
  const label = works ? t('agencies.suspend') : t('agencies.resume')
  const form = (
    <Form action={href(`/agencies/${agency.id}/status`)} hidden={hidden}>
      {works && <p>{t('agencies.suspend-explains')}</p>}
      <Buttons>
        <Button kind={works ? 'danger' : 'plain'} label={label} />
      </Buttons>
    </Form>
  )
  return works ? <Details summary={label}>{form}</Details> : form
}

function Actions({ visit, agency }: Shown) {
  const { t, href } = visit
  return (
    <>
      <Button href={href(`/agencies/${agency.id}/change`)} label={t('agencies.change')} />
      <Button kind="plain" href={`${href('/staff/new')}?agencyId=${agency.id}`} label={t('agencies.invite')} />
    </>
  )
}

export const agencyPage: Page = {
  path: '/agencies/:agencyId',
  access: 'signed-in',
  async show(ctx, visit) {
    const { t, href, params } = visit
    const { role, agencyId: own } = ctx.actor
    if (!isId(params.agencyId ?? '')) return refuse('agency.not-found')
    const read = await readAgency(ctx, params.agencyId ?? '')
    if (!read.ok) return read
    const agency = read.value
    const manages = role === 'administrator'
    const staff =
      manages || agency.id === own ? await listStaff(ctx, { agencyId: agency.id, limit: STAFF_SHOWN }) : null
    const works = agency.status === 'active'
    const refers = works && agency.id !== own && CASE_LEADERS.some(each => each === role)
    const lead = works ? refers && t('agencies.how-to-refer') : t('agencies.suspended-lead')
    const form = formView(visit)
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <Headline
          title={agency.name}
          crumbs={[{ href: href('/agencies'), label: t('agencies.title') }]}
          crumbsLabel={t('shell.you-are-here')}
          tag={<StatusTag tone={works ? 'well' : 'late'} text={t.coded('agencies.status', agency.status)} />}
          lead={lead}
          actions={manages && <Actions visit={visit} agency={agency} />}
        />
        <Facts visit={visit} agency={agency} house={ctx.house} />
        {staff && <StaffTable visit={visit} caption={t('agencies.staff-title')} rows={staff.items} links={manages} />}
        {staff?.next && (
          <p>
            <a href={`${href('/staff')}?agencyId=${agency.id}`}>{t('agencies.staff-all')}</a>
          </p>
        )}
        {manages && agency.id !== own && <StatusForm visit={visit} agency={agency} />}
      </>
    )
    return ok({ title: agency.name, body })
  },
}
