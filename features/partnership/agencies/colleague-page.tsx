import { isId } from '#domain/shared/ids.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import { formView } from '#server/http/form-view.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Details } from '#web/components/details/details.tsx'
import { Checkboxes, Radios } from '#web/components/form/choices.tsx'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { StatusTag } from '#web/components/status-tag/status-tag.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'
import { ADMINISTRATOR } from './page-words.ts'
import { readStaff } from './queries.ts'
import type { StaffOut } from './record.ts'
import { STAFF_TONES } from './staff-table.tsx'

type Shown = { visit: Visit; person: StaffOut }

function LinkForm({ visit, person }: Shown) {
  const { t, href, token } = visit
  const invited = person.status === 'invited'
  return (
    <Form action={href(`/staff/${person.userId}/link`)} hidden={{ _form: token }}>
      <p>{invited ? t('agencies.make-link-invited') : t('agencies.make-link-reset')}</p>
      {!invited && (
        <Checkboxes
          name="lostDevice"
          label={t('agencies.lost-device')}
          options={[{ value: 'on', label: t('agencies.lost-device-yes') }]}
          values={formView(visit).values('lostDevice')}
        />
      )}
      <Buttons>
        <Button kind={invited ? 'main' : 'plain'} label={t('agencies.make-link')} />
      </Buttons>
    </Form>
  )
}

/** Role and access are saved together, so each form carries the other as it stands. */
const hiddenOf = (visit: Visit, person: StaffOut, status: 'active' | 'suspended') => ({
  _form: visit.token,
  version: String(person.version),
  status,
})

function RoleForm({ visit, person, roles }: Shown & { roles: readonly string[] }) {
  const { t, href } = visit
  const hidden = hiddenOf(visit, person, person.status === 'suspended' ? 'suspended' : 'active')
  return (
    <Details summary={t('agencies.change-role')}>
      <Form action={href(`/staff/${person.userId}`)} hidden={hidden}>
        <Radios
          name="role"
          label={t('agencies.role')}
          hint={t('agencies.change-role-hint')}
          options={roles.map(value => ({ value, label: t.coded('agencies.role', value) }))}
          value={person.role}
        />
        <Buttons>
          <Button kind="plain" label={t('agencies.change-role')} />
        </Buttons>
      </Form>
    </Details>
  )
}

function AccessForm({ visit, person }: Shown) {
  const { t, href } = visit
  const suspended = person.status === 'suspended'
  const label = suspended ? t('agencies.resume-person') : t('agencies.suspend-person')
  const hidden = { ...hiddenOf(visit, person, suspended ? 'active' : 'suspended'), role: person.role }
  const form = (
    <Form action={href(`/staff/${person.userId}`)} hidden={hidden}>
      {!suspended && <p>{t('agencies.suspend-person-explains')}</p>}
      <Buttons>
        <Button kind={suspended ? 'main' : 'danger'} label={label} />
      </Buttons>
    </Form>
  )
  return suspended ? form : <Details summary={label}>{form}</Details>
}

/** After a conflict: what was asked for beside what somebody else has stored meanwhile. */
function BothSides({ visit, person }: Shown) {
  const { t, typed } = visit
  const side = (role: unknown, status: unknown) =>
    `${t.coded('agencies.role', String(role))}, ${t.coded('agencies.staff-status', String(status))}`
  return (
    <SummaryList
      title={t('agencies.conflict')}
      rows={[
        { label: t('agencies.conflict-yours'), value: side(typed.role, typed.status) },
        { label: t('agencies.conflict-theirs'), value: side(person.role, person.status) },
      ]}
    />
  )
}

export const colleaguePage: Page = {
  path: '/staff/:userId',
  access: ADMINISTRATOR,
  async show(ctx, visit) {
    const { t, href, params, refusal } = visit
    if (!isId(params.userId ?? '')) return refuse('staff.not-found')
    const read = await readStaff(ctx, params.userId ?? '')
    if (!read.ok) return read
    const { agencyKind, ...person } = read.value
    const roles = ctx.house.country.agencyKinds.find(each => each.id === agencyKind)?.roles ?? []
    const own = person.userId === ctx.actor.userId
    const form = formView(visit)
    const status = t.coded('agencies.staff-status', person.status)
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <Headline
          title={person.name}
          crumbs={[{ href: href('/staff'), label: t('agencies.staff-title') }]}
          crumbsLabel={t('shell.you-are-here')}
          tag={<StatusTag tone={STAFF_TONES[person.status]} text={status} />}
          lead={own && t('agencies.own-account')}
        />
        {refusal?.code === 'staff.stale' && <BothSides visit={visit} person={person} />}
        <SummaryList
          rows={[
            {
              label: t('agencies.agency'),
              value: <a href={href(`/agencies/${person.agencyId}`)}>{person.agencyName}</a>,
            },
            { label: t('agencies.role'), value: t.coded('agencies.role', person.role) },
            { label: t('agencies.email'), value: person.email },
          ]}
        />
        {person.agencyId === ctx.actor.agencyId && (
          <p>
            <a href={href(`/staff/${person.userId}/devices`)}>{t('devices.of-colleague')}</a>
          </p>
        )}
        {person.status !== 'suspended' && <LinkForm visit={visit} person={person} />}
        {!own && <RoleForm visit={visit} person={person} roles={roles} />}
        {!own && <AccessForm visit={visit} person={person} />}
      </>
    )
    return ok({ title: person.name, body })
  },
}
