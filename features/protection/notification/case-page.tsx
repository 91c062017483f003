import { CASE_LEADERS } from '#domain/access/roles.ts'
import type { NotificationState } from '#domain/notification/notification.ts'
import { isId } from '#domain/shared/ids.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import { formView } from '#server/http/form-view.ts'
import { action, type Page } from '#server/http/page.ts'
import { Details } from '#web/components/details/details.tsx'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { StatusTag, type Tone } from '#web/components/status-tag/status-tag.tsx'
import { addIdentity } from './add-identity.ts'
import { Duty, type Sheet, Why, Withheld } from './case-page-parts.tsx'
import { Telling } from './case-page-telling.tsx'
import { notificationOf, receiversFor } from './queries.ts'
import { AddIdentity, RecordTelling, SendNotification } from './record.ts'
import { recordTelling } from './record-telling.ts'
import { sendNotification } from './send-notification.ts'

const TONES: Record<NotificationState, Tone> = {
  'not-due': 'soft',
  due: 'wait',
  'told-person': 'wait',
  sent: 'well',
  'with-identity': 'well',
}

function Body(sheet: Sheet) {
  const { visit, found } = sheet
  const { t, href } = visit
  const { owed, duties, state } = found
  const form = formView(visit)
  const waiting = duties.find(each => each.sent === null)
  return (
    <>
      <ErrorSummary title={form.problemTitle} errors={form.errors} />
      <Headline
        title={t('notification.title')}
        crumbs={[
          { href: href('/cases'), label: t('cases.title') },
          { href: href(`/cases/${owed.caseId}`), label: owed.codeName },
        ]}
        crumbsLabel={t('shell.you-are-here')}
        tag={<StatusTag tone={TONES[state]} text={t.coded('notification.state', state)} />}
        lead={t(owed.owed ? 'notification.lead' : 'notification.not-due-lead')}
      />
      {duties.map(duty => (
        <Duty key={duty.toAgencyId} sheet={sheet} duty={duty} />
      ))}
      {owed.owed && <Withheld visit={visit} named={state === 'with-identity'} />}
      {owed.rule && owed.owed && <Why visit={visit} rule={owed.rule} settled={owed.duty.status === 'verified'} />}
      {owed.owed && duties.length === 0 && <Telling sheet={sheet} />}
      {owed.owed && waiting && (
        <Details summary={t('notification.tell-again')} open={form.errors.length > 0}>
          <Telling sheet={sheet} before={waiting} />
        </Details>
      )}
    </>
  )
}

export const caseNotificationPage: Page = {
  path: '/cases/:caseId/notification',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const caseId = visit.params.caseId ?? ''
    if (!isId(caseId)) return refuse('case.not-found')
    const found = await notificationOf(ctx, caseId)
    if (!found.ok) return found
    const receivers = await receiversFor(ctx, found.value.owed)
    const sheet = { ctx, visit, found: found.value, receivers }
    return ok({ title: visit.t('notification.title'), body: <Body {...sheet} /> })
  },
}

const next = ({ caseId }: { caseId: string }) => `/cases/${caseId}/notification`
const again = caseNotificationPage

export const tellAction = action({
  path: '/cases/:caseId/notification/telling',
  access: CASE_LEADERS,
  input: RecordTelling,
  run: recordTelling,
  again,
  next,
})
export const sendAction = action({
  path: '/cases/:caseId/notification/send',
  access: CASE_LEADERS,
  input: SendNotification,
  run: sendNotification,
  again,
  next,
})
export const identityAction = action({
  path: '/cases/:caseId/notification/identity',
  access: CASE_LEADERS,
  input: AddIdentity,
  run: addIdentity,
  again,
  next,
})
