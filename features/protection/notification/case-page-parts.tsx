import { WITHHELD } from '#domain/notification/notification.ts'
import type { Rule } from '#knowledge/schema/law.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Visit } from '#server/http/page.ts'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'
import { factRows } from './fact-rows.ts'
import type { Receiver, WholeCaseNotification } from './queries.ts'
import type { DutyOut } from './record.ts'

export type Sheet = { ctx: Ctx; visit: Visit; found: WholeCaseNotification; receivers: Receiver[] }

export const addressOf = ({ visit, found }: Sheet) => visit.href(`/cases/${found.owed.caseId}/notification`)

/** Why anything goes out at all: the rule as it stands in the law, and what is not settled about it. */
export function Why({ visit: { t }, rule, settled }: { visit: Visit; rule: Rule; settled: boolean }) {
  return (
    <>
      <h2>{t('notification.why')}</h2>
      <p>{rule.title[t.language]}.</p>
      <p class="soft">
        {rule.cite.act}, {rule.cite.article}.
        {rule.fromStatus === 'unverified' && ` ${t('notification.from-unverified')}.`}
        {!settled && ` ${t('notification.fields-unverified')}.`}
      </p>
      <p class="soft">{t('notification.no-deadline')}</p>
    </>
  )
}

/** What stays out is said as plainly as what goes out. */
export function Withheld({ visit: { t }, named }: { visit: Visit; named: boolean }) {
  return (
    <>
      <h2>{t('notification.stays')}</h2>
      <ul>
        {WITHHELD.filter(each => !(named && each === 'name')).map(each => (
          <li key={each}>{t(`notification.withheld-${each}`)}</li>
        ))}
      </ul>
    </>
  )
}

function told({ visit: { t } }: Sheet, duty: DutyOut): string {
  return t('notification.was-told', {
    day: t.day(new Date(`${duty.toldOn}T12:00:00Z`)),
    language: t.languageName(duty.toldLanguage),
    how: t.coded('notification.how', duty.toldHow),
  })
}

/** One body: what would go to it and the button, or what went and when. */
export function Duty({ sheet, duty }: { sheet: Sheet; duty: DutyOut }) {
  const { ctx, visit } = sheet
  const { t, token } = visit
  const hidden = { _form: token, toAgencyId: duty.toAgencyId }
  return (
    <section>
      <SummaryList
        title={t(duty.sent ? 'notification.went-out' : 'notification.goes-out', { agency: duty.toName })}
        rows={factRows(t, ctx.house, duty.goesOut)}
      />
      <p class="soft">{told(sheet, duty)}</p>
      {duty.sent ? (
        <Went sheet={sheet} duty={duty} />
      ) : (
        <Form action={`${addressOf(sheet)}/send`} hidden={hidden} label={t('notification.send')}>
          <p>{t('notification.send-lead')}</p>
          <Buttons>
            <Button label={t('notification.send')} />
          </Buttons>
        </Form>
      )}
    </section>
  )
}

function Went({ sheet, duty }: { sheet: Sheet; duty: DutyOut }) {
  const { visit } = sheet
  const { t, href, token } = visit
  const { sent } = duty
  if (!sent) return null
  const at = t.instant(new Date(sent.sentAt))
  const hidden = { _form: token, toAgencyId: duty.toAgencyId }
  return (
    <>
      <Notification kind="success" title={t('notification.sent-at', { number: sent.number, at })}>
        <p>
          {sent.acknowledgedAt
            ? t('notification.acknowledged-at', { at: t.instant(new Date(sent.acknowledgedAt)) })
            : t('notification.not-acknowledged')}{' '}
          <a href={href(`/notifications/${sent.id}`)}>{t('notification.letter')}</a>
        </p>
      </Notification>
      {sent.identityAddedAt ? (
        <p>{t('notification.identity-sent', { at: t.instant(new Date(sent.identityAddedAt)) })}</p>
      ) : (
        <p>{t(duty.mayAddIdentity ? 'notification.identity-may' : 'notification.identity-not')}</p>
      )}
      {duty.mayAddIdentity && (
        <Form action={`${addressOf(sheet)}/identity`} hidden={hidden} label={t('notification.identity-add')}>
          <Buttons>
            <Button kind="plain" label={t('notification.identity-add')} />
          </Buttons>
        </Form>
      )}
    </>
  )
}
