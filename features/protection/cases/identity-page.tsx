import { CASE_LEADERS } from '#domain/access/roles.ts'
import { ok, type Result } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { formView } from '#server/http/form-view.ts'
import { action, type Page, type Screen, type Visit } from '#server/http/page.ts'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { changeIdentity } from './change-identity.ts'
import { conflictScreen, inConflict, keepsTheirs, settledForm } from './conflict-page.tsx'
import { IDENTITY_FIELDS, IDENTITY_WORDS, type IdentityField, IdentityFields } from './identity-page-fields.tsx'
import { closedScreen, ownCase } from './own-case-page.tsx'
import { type CaseView, readCase } from './read-case.ts'
import { ChangeIdentity, type Identity } from './record.ts'

const Stored = ChangeIdentity.strip()

const shown = (identity: Identity | null) =>
  Object.fromEntries(IDENTITY_FIELDS.map(name => [name, identity?.[name] ?? '']))

export const identityPage: Page = {
  path: '/cases/:caseId/identity',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const found = await ownCase(ctx, visit)
    if (!found.ok) return found
    if (found.value.status === 'closed') return ok(closedScreen(visit, found.value))
    return ok(conflict(visit, found.value) ?? identityForm(visit, found.value))
  },
}

function conflict(visit: Visit, found: CaseView): Screen | null {
  const { t } = visit
  const yours = inConflict(visit) ? Stored.safeParse({ ...visit.typed, caseId: found.id }) : null
  if (!yours?.success) return null
  return conflictScreen({
    visit,
    path: `/cases/${found.id}/identity`,
    version: found.identityVersion,
    title: t('cases.identity-change'),
    names: IDENTITY_FIELDS,
    label: name => t(IDENTITY_WORDS[name as IdentityField]),
    yours: shown(yours.data),
    theirs: shown(found.identity),
  })
}

function identityForm(visit: Visit, found: CaseView): Screen {
  const { t, href, token } = visit
  const form = formView(visit, shown(found.identity))
  const version = typeof visit.typed.version === 'string' ? visit.typed.version : String(found.identityVersion)
  const body = (
    <QuestionPage
      title={t('cases.identity-change')}
      lead={<p>{t('cases.identity-optional-lead')}</p>}
      back={{ href: href(`/cases/${found.id}`), label: t('shell.back') }}
      errors={{ title: form.problemTitle, errors: form.errors }}
    >
      <Notification
        kind={found.mayContact === 'yes' ? 'info' : 'warn'}
        title={t.coded('cases.contact-flag', found.mayContact)}
      >
        <p>
          <a href={href(`/cases/${found.id}/facts#mayContact`)}>{t('cases.contact-flag-change')}</a>
        </p>
      </Notification>
      <Form action={href(`/cases/${found.id}/identity`)} hidden={{ _form: token, version }}>
        <IdentityFields t={t} form={form} />
        <Buttons>
          <Button label={t('shell.save')} />
        </Buttons>
      </Form>
    </QuestionPage>
  )
  return { title: t('cases.identity-change'), body }
}

/** The verb, after a settled conflict with the fields that were left to the other side as they are stored. */
async function settle(ctx: Ctx, input: Record<string, unknown>): Promise<Result<{ version: number }>> {
  const yours = Stored.parse(input)
  const left = keepsTheirs(input, IDENTITY_FIELDS) as IdentityField[]
  if (left.length === 0) return changeIdentity(ctx, yours)
  const found = await readCase(ctx, yours.caseId)
  if (!found.ok) return found
  const theirs = found.value.identity
  return changeIdentity(ctx, { ...yours, ...Object.fromEntries(left.map(name => [name, theirs?.[name]])) })
}

export const identityAction = action({
  path: '/cases/:caseId/identity',
  access: CASE_LEADERS,
  input: settledForm(ChangeIdentity, IDENTITY_FIELDS),
  run: settle,
  again: identityPage,
  next: (_, { caseId }) => `/cases/${caseId}`,
})
