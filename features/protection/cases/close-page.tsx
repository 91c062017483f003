import { z } from 'zod'
import { CASE_LEADERS } from '#domain/access/roles.ts'
import { ok } from '#domain/shared/result.ts'
import { id, version } from '#server/http/fields.ts'
import { formView } from '#server/http/form-view.ts'
import { action, type Page, type Visit } from '#server/http/page.ts'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { closeCase } from './close-case.ts'
import { closedScreen, ownCase } from './own-case-page.tsx'

export const closePage: Page = {
  path: '/cases/:caseId/close',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const { t, href, token } = visit
    const own = await ownCase(ctx, visit)
    if (!own.ok) return own
    const found = own.value
    if (found.status === 'closed') return ok(closedScreen(visit, found))
    const form = formView(visit)
    const back = href(`/cases/${found.id}`)
    const body = (
      <QuestionPage
        title={t('cases.close-title', { name: found.codeName })}
        back={{ href: back, label: t('shell.back') }}
        errors={{ title: form.problemTitle, errors: form.errors }}
      >
        <p>{t('cases.close-lead')}</p>
        <ul>
          <li>{t('cases.close-read')}</li>
          <li>{t('cases.close-no-change')}</li>
          <li>{t('cases.close-waiting')}</li>
        </ul>
        <WaitingReferral visit={visit} />
        <Form action={href(`/cases/${found.id}/close`)} hidden={{ _form: token, version: String(found.version) }}>
          <Buttons>
            <Button kind="danger" label={t('cases.close')} />
            <Button kind="plain" href={back} label={t('cases.keep-open')} />
          </Buttons>
        </Form>
      </QuestionPage>
    )
    return ok({ title: t('cases.close'), body })
  },
}

/** Where a referral keeps the case open, the way to it. */
function WaitingReferral({ visit: { refusal, t, href } }: { visit: Visit }) {
  const detail = refusal?.code === 'case.referral-open' ? (refusal.detail as { referralId?: string }) : {}
  if (!detail.referralId) return null
  return (
    <p>
      <a href={href(`/referrals/${detail.referralId}`)}>{t('cases.to-waiting-referral')}</a>
    </p>
  )
}

export const closeAction = action({
  path: '/cases/:caseId/close',
  access: CASE_LEADERS,
  input: z.strictObject({ caseId: id, version }),
  run: closeCase,
  again: closePage,
  next: (_, { caseId }) => `/cases/${caseId}`,
})
