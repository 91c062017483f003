import { isId } from '#domain/shared/ids.ts'
import { ok, type Result } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { formView } from '#server/http/form-view.ts'
import type { Page, Screen, Visit } from '#server/http/page.ts'
import { Radios } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { ADMINISTRATOR } from './page-words.ts'
import { listAgencies, readAgency } from './queries.ts'
import type { AgencyOut } from './record.ts'

const AGENCIES_SHOWN = 100

async function chooseAgency(ctx: Ctx, visit: Visit): Promise<Result<Screen>> {
  const { t, href } = visit
  const { items, next } = await listAgencies(ctx, { limit: AGENCIES_SHOWN })
  const options = items.filter(each => each.status === 'active').map(each => ({ value: each.id, label: each.name }))
  const title = t('agencies.invite-choose')
  const body = (
    <QuestionPage
      back={{ href: href('/staff'), label: t('shell.back') }}
      title={t('agencies.invite')}
      lead={t('agencies.invite-choose-lead')}
    >
      <Form action={href('/staff/new')} method="get">
        <SelectField name="agencyId" label={title} options={options} empty={t('agencies.choose')} required />
        <Buttons>
          <Button label={t('agencies.continue')} />
        </Buttons>
      </Form>
      {next && (
        <p>
          {t('agencies.invite-more')} <a href={href('/agencies')}>{t('agencies.title')}</a>
        </p>
      )}
    </QuestionPage>
  )
  return ok({ title, body })
}

function InviteForm({ visit, agency, roles }: { visit: Visit; agency: AgencyOut; roles: readonly string[] }) {
  const { t, href, token } = visit
  const form = formView(visit)
  const field = (name: string) => ({ name, value: form.value(name), error: form.error(name) })
  return (
    <Form action={href('/staff/new')} hidden={{ _form: token, agencyId: agency.id }}>
      <TextField {...field('name')} label={t('agencies.person')} maxlength={120} required />
      <TextField
        {...field('email')}
        label={t('agencies.email')}
        hint={t('agencies.email-hint')}
        type="email"
        maxlength={200}
        required
      />
      <Radios
        {...field('role')}
        label={t('agencies.role')}
        options={roles.map(value => ({ value, label: t.coded('agencies.role', value) }))}
        required
      />
      <Buttons>
        <Button label={t('agencies.invite')} />
      </Buttons>
    </Form>
  )
}

export const invitePage: Page = {
  path: '/staff/new',
  access: ADMINISTRATOR,
  async show(ctx, visit) {
    const { t, href, typed, query } = visit
    const agencyId = typeof typed.agencyId === 'string' ? typed.agencyId : (query.agencyId ?? '')
    if (!isId(agencyId)) return chooseAgency(ctx, visit)
    const read = await readAgency(ctx, agencyId)
    if (!read.ok) return read
    const agency = read.value
    const roles = ctx.house.country.agencyKinds.find(each => each.id === agency.kind)?.roles ?? []
    const form = formView(visit)
    const title = t('agencies.invite-to', { name: agency.name })
    const body = (
      <QuestionPage
        title={title}
        back={{ href: href(`/agencies/${agency.id}`), label: t('shell.back') }}
        lead={t('agencies.invite-lead')}
        errors={{ title: form.problemTitle, errors: form.errors }}
      >
        <InviteForm visit={visit} agency={agency} roles={roles} />
      </QuestionPage>
    )
    return ok({ title, body })
  },
}
