import { CASE_READERS } from '#domain/access/roles.ts'
import { dayIn } from '#domain/shared/dates.ts'
import { ok } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { formView } from '#server/http/form-view.ts'
import type { Page } from '#server/http/page.ts'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { StatusTag, type Tone } from '#web/components/status-tag/status-tag.tsx'
import { minimumRule } from './begin-reflection.ts'
import { BeginForm, EndForms, ExtendForm } from './reflection-page-forms.tsx'
import { CertificatePart, SharingPart } from './reflection-page-papers.tsx'
import { Choices, ClockPart, Follows, RuleLine } from './reflection-page-parts.tsx'
import { type ReflectionSheet, readSheet } from './sheet.ts'

export const TONES: Record<string, Tone> = {
  running: 'well',
  'ended-by-time': 'soft',
  'ended-by-choice': 'soft',
  revoked: 'late',
}

export const reflectionPage: Page = {
  path: '/cases/:caseId/reflection',
  access: CASE_READERS,
  async show(ctx, visit) {
    const sheet = await readSheet(ctx, visit)
    if (!sheet.ok) return sheet
    return ok({ title: visit.t('reflection.title'), body: <ReflectionBody ctx={ctx} sheet={sheet.value} /> })
  },
}

function ReflectionBody({ ctx, sheet }: { ctx: Ctx; sheet: ReflectionSheet }) {
  const { visit, period, follows, keeps } = sheet
  const { t } = visit
  const form = formView(visit)
  const running = period?.status === 'running'
  return (
    <>
      {form.errors.length > 0 && <ErrorSummary title={form.problemTitle} errors={form.errors} />}
      <Top sheet={sheet} />
      {!period && <Nothing ctx={ctx} sheet={sheet} />}
      {period && <ClockPart ctx={ctx} sheet={sheet} />}
      {period && follows && <Follows sheet={sheet} />}
      {(period || sheet.choices.length > 0) && <Choices sheet={sheet} form={form} />}
      {period && follows && <CertificatePart ctx={ctx} sheet={sheet} />}
      {period && keeps && <SharingPart sheet={sheet} />}
      {running && keeps && <ExtendForm sheet={sheet} form={form} />}
      {running && sheet.ends && <EndForms sheet={sheet} />}
      {period && !running && keeps && (
        <>
          <h2>{t('reflection.again')}</h2>
          <BeginForm ctx={ctx} sheet={sheet} form={form} />
        </>
      )}
    </>
  )
}

function Top({ sheet: { visit, caseId, codeName, period, reminder } }: { sheet: ReflectionSheet }) {
  const { t, href } = visit
  return (
    <>
      <Headline
        title={t('reflection.title')}
        crumbs={[
          { href: href('/cases'), label: t('cases.title') },
          { href: href(`/cases/${caseId}`), label: codeName },
        ]}
        crumbsLabel={t('shell.you-are-here')}
        tag={
          period && (
            <StatusTag tone={TONES[period.status] ?? 'soft'} text={t.coded('reflection.status', period.status)} />
          )
        }
        lead={t('reflection.lead')}
      />
      {period && reminder !== null && (
        <Notification kind="info" title={t('reflection.reminder-now', { count: period.daysLeft })}>
          <p>{t('reflection.reminder-lead')}</p>
        </Notification>
      )}
    </>
  )
}

function Nothing({ ctx, sheet }: { ctx: Ctx; sheet: ReflectionSheet }) {
  const { visit, keeps, follows, choices } = sheet
  const { t } = visit
  if (!follows) return choices.length > 0 ? null : <p class="empty">{t('reflection.not-open-to-you')}</p>
  const rule = minimumRule(ctx, dayIn(ctx.house.country.timeZone, ctx.now))
  return (
    <>
      <p class="empty">{t(keeps ? 'reflection.none-keeps' : 'reflection.none')}</p>
      <RuleLine t={t} rule={rule} />
      {keeps && <BeginForm ctx={ctx} sheet={sheet} form={formView(visit)} />}
    </>
  )
}
