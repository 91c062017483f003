import { CASE_LEADERS } from '#domain/access/roles.ts'
import { protectedAsChild } from '#domain/cases/case.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import { formView } from '#server/http/form-view.ts'
import { action, type Page } from '#server/http/page.ts'
import { Checkboxes } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { readAskedCase } from './asked-case.ts'
import { RuleCited, ruleToday } from './child-page-notice.tsx'
import { MarkGuardian, markGuardian } from './mark-guardian.ts'

export const guardianPage: Page = {
  path: '/cases/:caseId/guardian',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const found = await readAskedCase(ctx, visit.params.caseId)
    if (!found.ok) return found
    const { leads, open, ageGroup, guardianUnsafe, id } = found.value
    if (!leads || !open || !protectedAsChild(ageGroup)) return refuse('case.not-found')
    const { t, href, token } = visit
    const form = formView(visit, { unsafe: String(guardianUnsafe) })
    const body = (
      <QuestionPage
        title={t('consent.guardian')}
        lead={<p>{t('consent.guardian-lead')}</p>}
        back={{ href: href(`/cases/${id}/consents`), label: t('shell.back') }}
        errors={{ title: form.problemTitle, errors: form.errors }}
      >
        <RuleCited t={t} rule={ruleToday(ctx, 'child-referral-basis')} />
        <Form action={href(`/cases/${id}/guardian`)} hidden={{ _form: token }}>
          <Checkboxes
            name="unsafe"
            label={t('consent.guardian')}
            options={[{ value: 'on', label: t('consent.guardian-unsafe') }]}
            values={form.ticked('unsafe') ? ['on'] : []}
            error={form.error('unsafe')}
          />
          <Buttons>
            <Button label={t('consent.guardian-save')} />
          </Buttons>
        </Form>
      </QuestionPage>
    )
    return ok({ title: t('consent.guardian'), body })
  },
}

export const markGuardianAction = action({
  path: '/cases/:caseId/guardian',
  access: CASE_LEADERS,
  input: MarkGuardian,
  run: markGuardian,
  again: guardianPage,
  next: (_, { caseId }) => `/cases/${caseId}/consents`,
})
