import { CASE_LEADERS } from '#domain/access/roles.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { id } from '#server/http/fields.ts'
import { formView } from '#server/http/form-view.ts'
import { action, type Page, type Visit } from '#server/http/page.ts'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { type AskedCase, type Leaning, leaningOn, readAskedCase, readConsent } from './asked-case.ts'
import type { ConsentView } from './queries.ts'
import { WithdrawConsent, withdrawConsent } from './withdraw-consent.ts'

type Asked = { visit: Visit; found: AskedCase; consent: ConsentView; leaning: Leaning[] }

export const withdrawConsentPage: Page = {
  path: '/cases/:caseId/consents/:consentId/withdraw',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const found = await readAskedCase(ctx, visit.params.caseId)
    if (!found.ok) return found
    if (!found.value.leads) return refuse('case.not-lead')
    const consent = await readConsent(ctx, found.value.id, visit.params.consentId)
    if (!consent.ok) return consent
    const leaning = await leaningOn(ctx, consent.value.id)
    const asked = { visit, found: found.value, consent: consent.value, leaning }
    const { t } = visit
    const standing = consent.value.agreed && consent.value.withdrawnAt === null
    return ok({ title: t('consent.withdraw'), body: standing ? <Confirm {...asked} /> : <NothingToDo {...asked} /> })
  },
}

const addressOf = ({ found, consent }: Asked) => `/cases/${found.id}/consents/${consent.id}`

function NothingToDo(asked: Asked) {
  const { t, href } = asked.visit
  const why = asked.consent.agreed ? 'consent.already-withdrawn' : 'consent.nothing-given'
  return (
    <QuestionPage title={t('consent.withdraw')}>
      <Notification kind="info" title={t(why)} />
      <Buttons>
        <Button href={href(addressOf(asked))} label={t('consent.see')} />
      </Buttons>
    </QuestionPage>
  )
}

function Confirm(asked: Asked) {
  const { visit, consent } = asked
  const { t, href, token } = visit
  const form = formView(visit)
  return (
    <QuestionPage
      title={t('consent.withdraw-title', { purpose: t.coded('consent.purpose', consent.purpose) })}
      lead={<p>{t('consent.withdraw-lead')}</p>}
      back={{ href: href(addressOf(asked)), label: t('shell.back') }}
      errors={{ title: form.problemTitle, errors: form.errors }}
    >
      <h2>{t('consent.withdraw-follows')}</h2>
      <Consequences {...asked} />
      <Form action={href(`${addressOf(asked)}/withdraw`)} hidden={{ _form: token }}>
        <Buttons>
          <Button kind="danger" label={t('consent.withdraw-now')} />
          <Button kind="plain" href={href(addressOf(asked))} label={t('consent.withdraw-not')} />
        </Buttons>
      </Form>
    </QuestionPage>
  )
}

function Consequences({ visit: { t, href }, leaning }: Asked) {
  const agencies = [...new Set(leaning.map(each => each.toName))]
  return (
    <ul>
      {agencies.map(name => (
        <li key={name}>{t('consent.withdraw-access', { name })}</li>
      ))}
      {agencies.length === 0 && <li>{t('consent.withdraw-no-access')}</li>}
      {leaning.map(({ referralId, service, toName }) => (
        <li key={referralId}>
          {t('consent.withdraw-referral', { name: toName, service: t.coded('referrals.service', service) })}{' '}
          <a href={href(`/referrals/${referralId}`)}>{t('consent.see-referral')}</a>
        </li>
      ))}
      <li>{t('consent.withdraw-told')}</li>
      <li>{t('consent.withdraw-help')}</li>
    </ul>
  )
}

/** The address names the case as well; a consent of another case is not found under it. */
async function withdrawIn(
  ctx: Ctx,
  { caseId, consentId }: { caseId: string; consentId: string },
): Promise<Result<unknown>> {
  const found = await readConsent(ctx, caseId, consentId)
  return found.ok ? withdrawConsent(ctx, { consentId }) : found
}

export const withdrawConsentAction = action({
  path: '/cases/:caseId/consents/:consentId/withdraw',
  access: CASE_LEADERS,
  input: WithdrawConsent.extend({ caseId: id }),
  run: withdrawIn,
  again: withdrawConsentPage,
  next: (_, { caseId, consentId }) => `/cases/${caseId}/consents/${consentId}?done=withdrawn`,
})
