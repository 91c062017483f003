import { CASE_LEADERS } from '#domain/access/roles.ts'
import { ok, type Result } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { id } from '#server/http/fields.ts'
import { formView } from '#server/http/form-view.ts'
import { action, type Page, type Visit } from '#server/http/page.ts'
import { Confirmation } from '#web/components/confirmation/confirmation.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { type AskedCase, type Leaning, leaningOn, readAskedCase, readConsent } from './asked-case.ts'
import type { ConsentView } from './queries.ts'
import { WithdrawConsent, type Withdrawn, withdrawConsent } from './withdraw-consent.ts'

type Asked = { visit: Visit; found: AskedCase; consent: ConsentView; leaning: Leaning[] }

export const withdrawConsentPage: Page = {
  path: '/cases/:caseId/consents/:consentId/withdraw',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const found = await readAskedCase(ctx, visit.params.caseId)
    if (!found.ok) return found
    const consent = await readConsent(ctx, found.value.id, visit.params.consentId)
    if (!consent.ok) return consent
    const leaning = await leaningOn(ctx, consent.value.id)
    const asked = { visit, found: found.value, consent: consent.value, leaning }
    const { t } = visit
    const standing = consent.value.agreed && consent.value.withdrawnAt === null && consent.value.supersededAt === null
    return ok({ title: t('consent.withdraw'), body: standing ? <Ask {...asked} /> : <NothingToDo {...asked} /> })
  },
}

const addressOf = ({ found, consent }: Asked) => `/cases/${found.id}/consents/${consent.id}`

function NothingToDo(asked: Asked) {
  const { t, href } = asked.visit
  const { agreed, withdrawnAt } = asked.consent
  const why = !agreed ? 'consent.nothing-given' : withdrawnAt ? 'consent.already-withdrawn' : 'consent.newer-stands'
  return (
    <QuestionPage title={t('consent.withdraw')}>
      <Notification kind="info" title={t(why)} />
      <Buttons>
        <Button href={href(addressOf(asked))} label={t('consent.see')} />
      </Buttons>
    </QuestionPage>
  )
}

function Ask(asked: Asked) {
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

function Consequences({ visit: { t, href }, found, leaning }: Asked) {
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
      {!found.leads && <li>{t('consent.withdraw-own')}</li>}
      <li>{t('consent.withdraw-told')}</li>
      <li>{t('consent.withdraw-help')}</li>
    </ul>
  )
}

/** The address names the case as well; a consent of another case is not found under it. */
async function withdrawIn(
  ctx: Ctx,
  { caseId, consentId }: { caseId: string; consentId: string },
): Promise<Result<Withdrawn>> {
  const found = await readConsent(ctx, caseId, consentId)
  return found.ok ? withdrawConsent(ctx, { consentId }) : found
}

export const withdrawConsentAction = action({
  path: '/cases/:caseId/consents/:consentId/withdraw',
  access: CASE_LEADERS,
  input: WithdrawConsent.extend({ caseId: id }),
  run: withdrawIn,
  again: withdrawConsentPage,
  // Another agency than the lead may see nothing of the case from now on.
  next: ({ leads }, { caseId, consentId }) =>
    leads ? `/cases/${caseId}/consents/${consentId}?done=withdrawn` : '/consents/withdrawn',
})

export const withdrawnElsewherePage: Page = {
  path: '/consents/withdrawn',
  access: CASE_LEADERS,
  async show(_, { t, href }) {
    const title = t('consent.withdrawn-elsewhere-title')
    const body = (
      <Confirmation title={title}>
        <p>{t('consent.withdrawn-elsewhere-lead')}</p>
        <Buttons>
          <Button href={href('/')} label={t('work.title')} />
        </Buttons>
      </Confirmation>
    )
    return ok({ title, body })
  },
}
