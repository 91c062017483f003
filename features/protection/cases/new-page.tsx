import { CASE_LEADERS } from '#domain/access/roles.ts'
import { OPENED_FROM } from '#domain/cases/case.ts'
import { isId } from '#domain/shared/ids.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { type FormView, formView } from '#server/http/form-view.ts'
import { action, type Page, type Visit } from '#server/http/page.ts'
import { Details } from '#web/components/details/details.tsx'
import { Radios } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextArea } from '#web/components/form/text-field.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { FactFields } from './facts-page-fields.tsx'
import { IdentityFields } from './identity-page-fields.tsx'
import { openCase } from './open-case.ts'
import { OpenCase } from './record.ts'

const LONGEST_WISH = 4000

type Screened = { id: string; ageGroup: string; language: string; status: string; caseId: string | null }

/** What a screening hands over: the age group and the language. Its answers stay with it. */
async function screeningFor(ctx: Ctx, screeningId: string): Promise<Result<Screened>> {
  if (!isId(screeningId)) return refuse('screening.not-found')
  const row = await ctx.tx
    .selectFrom('screening')
    .select(['id', 'age_group', 'language', 'status', 'case_id'])
    .where('id', '=', screeningId)
    .where('agency_id', '=', ctx.actor.agencyId)
    .executeTakeFirst()
  if (!row) return refuse('screening.not-found')
  if (row.case_id) ctx.look(row.case_id, 'screening')
  else ctx.audit('screening.read', screeningId)
  return ok({ id: row.id, ageGroup: row.age_group, language: row.language, status: row.status, caseId: row.case_id })
}

const typedText = (visit: Visit, name: string) => {
  const value = visit.typed[name]
  return typeof value === 'string' ? value : undefined
}

export const newCasePage: Page = {
  path: '/cases/new',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const { t } = visit
    const screeningId = typedText(visit, 'screeningId') ?? visit.query.screeningId
    const screening = screeningId ? await screeningFor(ctx, screeningId) : ok(null)
    if (!screening.ok) return screening
    const { value: found } = screening
    const notReady = found && (found.caseId !== null || found.status !== 'completed')
    const body = notReady ? (
      <NotReady visit={visit} screening={found} />
    ) : (
      <NewCase ctx={ctx} visit={visit} screening={found} />
    )
    return ok({ title: t('cases.open'), body })
  },
}

function NotReady({ visit: { t, href }, screening }: { visit: Visit; screening: Screened }) {
  const { caseId } = screening
  const to = caseId ? `/cases/${caseId}` : `/screenings/${screening.id}`
  return (
    <QuestionPage title={t('cases.open')} back={{ href: href('/cases'), label: t('shell.back') }}>
      <Notification kind="info" title={t(caseId ? 'cases.screening-has-case' : 'cases.screening-not-completed')} />
      <Buttons>
        <Button href={href(to)} label={t(caseId ? 'cases.to-case' : 'cases.to-screening')} />
      </Buttons>
    </QuestionPage>
  )
}

function NewCase({ ctx, visit, screening }: { ctx: Ctx; visit: Visit; screening: Screened | null }) {
  const { t, href, token } = visit
  const stored = {
    mayContact: 'not-asked',
    risk: 'not-assessed',
    ...(screening && { ageGroup: screening.ageGroup, languages: [screening.language] }),
  }
  const form = formView(visit, stored)
  const hidden = { _form: token, ...(screening && { screeningId: screening.id, openedFrom: 'screening' }) }
  return (
    <QuestionPage
      title={t('cases.open')}
      lead={<p>{t(screening ? 'cases.open-lead-screened' : 'cases.open-lead')}</p>}
      back={{ href: href('/cases'), label: t('shell.back') }}
      errors={{ title: form.problemTitle, errors: form.errors }}
    >
      <Form action={href('/cases/new')} hidden={hidden}>
        {!screening && <OpenedFrom visit={visit} form={form} />}
        <FactFields t={t} form={form} languages={ctx.house.country.languages} />
        <TextArea
          name="wish"
          label={t('cases.wish')}
          hint={t('cases.wish-hint')}
          value={form.value('wish')}
          error={form.error('wish')}
          maxlength={LONGEST_WISH}
          rows={4}
        />
        <div class="field">
          <Details summary={t('cases.identity-optional')} open={typeof visit.typed.identity === 'object'}>
            <p>{t('cases.identity-optional-lead')}</p>
            <IdentityFields t={t} form={form} within="identity" />
          </Details>
        </div>
        <Buttons>
          <Button label={t('cases.open')} />
        </Buttons>
      </Form>
    </QuestionPage>
  )
}

function OpenedFrom({ visit: { t }, form }: { visit: Visit; form: FormView }) {
  const ways = OPENED_FROM.filter(way => way !== 'screening')
  return (
    <Radios
      name="openedFrom"
      label={t('cases.opened-from')}
      options={ways.map(value => ({ value, label: t.coded('cases.opened-from', value) }))}
      value={form.value('openedFrom')}
      error={form.error('openedFrom')}
      required
    />
  )
}

export const openCaseAction = action({
  path: '/cases/new',
  access: CASE_LEADERS,
  input: OpenCase,
  run: openCase,
  again: newCasePage,
  next: opened => `/cases/${opened.id}`,
})
