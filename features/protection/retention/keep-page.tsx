import { CASE_LEADERS } from '#domain/access/roles.ts'
import { KEEP_REASONS } from '#domain/retention/due.ts'
import { noonOf } from '#domain/shared/dates.ts'
import { isId } from '#domain/shared/ids.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import { formView } from '#server/http/form-view.ts'
import { action, type Page, type Visit } from '#server/http/page.ts'
import { Radios } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { keepLonger } from './keep-longer.ts'
import { type Kept, keptCase } from './queries.ts'
import { KeepLonger } from './record.ts'

export const keepPage: Page = {
  path: '/cases/:caseId/keep-longer',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const { t } = visit
    const caseId = visit.params.caseId ?? ''
    const kept = isId(caseId) ? await keptCase(ctx, caseId) : null
    if (!kept) return refuse('case.not-found')
    return ok({ title: t('retention.keep-longer'), body: <Keep visit={visit} caseId={caseId} kept={kept} /> })
  },
}

function Keep({ visit, caseId, kept }: { visit: Visit; caseId: string; kept: Kept }) {
  const { t, href } = visit
  const form = formView(visit)
  return (
    <QuestionPage
      title={t('retention.keep-title', { name: kept.codeName })}
      lead={<p>{t('retention.keep-lead')}</p>}
      back={{ href: href('/retention'), label: t('retention.title') }}
      errors={{ title: form.problemTitle, errors: form.errors }}
    >
      {kept.until && (
        <Notification kind="info" title={t('retention.kept-until', { day: t.day(noonOf(kept.until)) })}>
          <p>{t.coded('retention.reason', kept.reason ?? '')}</p>
        </Notification>
      )}
      {kept.closed ? <KeepForm visit={visit} caseId={caseId} /> : <p>{t('retention.open-stays')}</p>}
    </QuestionPage>
  )
}

function KeepForm({ visit, caseId }: { visit: Visit; caseId: string }) {
  const { t, href, token } = visit
  const form = formView(visit)
  return (
    <Form action={href(`/cases/${caseId}/keep-longer`)} hidden={{ _form: token }}>
      <Radios
        name="reason"
        label={t('retention.reason')}
        options={KEEP_REASONS.map(value => ({ value, label: t.coded('retention.reason', value) }))}
        value={form.value('reason')}
        error={form.error('reason')}
        required
      />
      <TextField
        name="until"
        type="date"
        size="medium"
        label={t('retention.until')}
        hint={t('retention.until-hint')}
        value={form.value('until')}
        error={form.error('until')}
        required
      />
      <Buttons>
        <Button label={t('retention.keep-longer')} />
        <Button kind="plain" href={href('/retention')} label={t('retention.let-go')} />
      </Buttons>
    </Form>
  )
}

export const keepAction = action({
  path: '/cases/:caseId/keep-longer',
  access: CASE_LEADERS,
  input: KeepLonger,
  run: keepLonger,
  again: keepPage,
  next: (_, { caseId }) => `/cases/${caseId}/keep-longer`,
})
