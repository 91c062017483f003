import { CASE_LEADERS } from '#domain/access/roles.ts'
import { isId } from '#domain/shared/ids.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import { formView } from '#server/http/form-view.ts'
import { action, type Page, type Screen, type Visit } from '#server/http/page.ts'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button, Buttons } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { askErasure } from './ask-erasure.ts'
import { callOffErasure } from './call-off-erasure.ts'
import { carryOutErasure } from './carry-out-erasure.ts'
import { confirmErasure } from './confirm-erasure.ts'
import { WhatGoes, WishSteps } from './erasure-page-steps.tsx'
import { codeNameOf, readErasure } from './queries.ts'
import { AskErasure, OfCase } from './record.ts'

export const erasurePage: Page = {
  path: '/cases/:caseId/erasure',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const { t, href } = visit
    const caseId = visit.params.caseId ?? ''
    if (!isId(caseId)) return refuse('case.not-found')
    const found = await readErasure(ctx, caseId)
    if (!found.ok) return found.code === 'case.not-lead' ? ok(leadOnly(visit)) : found
    const codeName = await codeNameOf(ctx, caseId)
    const form = formView(visit)
    const { retention } = ctx.house.country
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <Headline
          title={t('erasure.title')}
          crumbs={[
            { href: href('/cases'), label: t('cases.title') },
            { href: href(`/cases/${caseId}`), label: codeName },
          ]}
          crumbsLabel={t('shell.you-are-here')}
          lead={t('erasure.lead')}
        />
        <WishSteps visit={visit} wish={{ ...found.value, caseId }} mine={ctx.actor.userId} days={retention} />
        <WhatGoes visit={visit} />
      </>
    )
    return ok({ title: t('erasure.title'), body })
  },
}

/** Who holds a grant may hear the wish first, and learns here whom to tell. */
function leadOnly({ t, href, params }: Visit): Screen {
  const body = (
    <>
      <Headline title={t('erasure.title')} />
      <Notification kind="info" title={t('erasure.lead-only')}>
        <p>{t('erasure.lead-only-lead')}</p>
      </Notification>
      <Buttons>
        <Button href={href(`/cases/${params.caseId}`)} label={t('cases.to-case')} />
      </Buttons>
    </>
  )
  return { title: t('erasure.title'), body }
}

const step = { access: CASE_LEADERS, again: erasurePage }
const backToIt = (_: unknown, { caseId }: Record<string, string>) => `/cases/${caseId}/erasure`

export const erasureSteps = [
  action({ ...step, path: '/cases/:caseId/erasure/ask', input: AskErasure, run: askErasure, next: backToIt }),
  action({ ...step, path: '/cases/:caseId/erasure/confirm', input: OfCase, run: confirmErasure, next: backToIt }),
  action({ ...step, path: '/cases/:caseId/erasure/call-off', input: OfCase, run: callOffErasure, next: backToIt }),
  action({
    ...step,
    path: '/cases/:caseId/erasure/carry-out',
    input: OfCase,
    run: carryOutErasure,
    next: () => '/erasure-notices?done=erased',
  }),
]
