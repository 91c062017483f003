import { statusAt } from '#domain/referral/referral.ts'
import { isId } from '#domain/shared/ids.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import type { Need } from '#domain/shelters/match.ts'
import { formView } from '#server/http/form-view.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'
import { BedChoice, NotGiven } from './bed-choice-page-part.tsx'
import { readUse, type Use } from './board-queries.ts'
import { bedsFor, referralToPlace } from './choice-queries.ts'
import { bedName, languageNames } from './page-words.ts'
import { MANAGER } from './record.ts'
import { needOf } from './store.ts'

function Needs({ visit: { t }, need }: { visit: Visit; need: Need | null }) {
  if (!need) return <Notification kind="info" title={t('shelters.needs-closed')} />
  const rows = [
    { label: t('shelters.who'), value: t.coded('shelters.person', need.group) },
    { label: t('shelters.languages'), value: languageNames(t, need.languages) },
    { label: t('shelters.step-free-needed'), value: t(need.stepFree ? 'shelters.yes' : 'shelters.no') },
  ]
  return <SummaryList title={t('shelters.what-is-needed')} rows={rows} />
}

/** Choosing a bed for a person who was referred. */
export const placePage: Page = {
  path: '/placements/new',
  access: MANAGER,
  async show(ctx, visit) {
    const { t, href } = visit
    const form = formView(visit)
    const referralId = form.value('referralId') ?? visit.query.referralId ?? ''
    const referral = isId(referralId) ? await referralToPlace(ctx, referralId) : null
    if (!referral) return refuse('referral.not-found')
    const status = statusAt({ status: referral.status, expiresAt: referral.expires_at }, ctx.now)
    const open = status === 'sent' || status === 'accepted'
    const need = needOf(referral)
    const choices = open && need ? await bedsFor(ctx, referral.case_id, need) : []
    const title = t('shelters.place-name', { name: referral.code_name })
    const crumbs = [
      { href: href('/shelters'), label: t('shelters.title') },
      { href: href(`/referrals/${referralId}`), label: referral.code_name },
    ]
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <NotGiven
          visit={open ? visit : { ...visit, refusal: { code: 'referral.step-not-open' } }}
          referralId={referralId}
        />
        <Headline
          title={title}
          crumbs={crumbs}
          crumbsLabel={t('shell.you-are-here')}
          lead={status === 'sent' ? t('shelters.accepts-too') : undefined}
        />
        <Needs visit={visit} need={need} />
        {open && need && (
          <BedChoice
            visit={visit}
            form={form}
            choices={choices}
            action={`${href('/placements/new')}?referralId=${referralId}`}
            hidden={{ referralId }}
            label={t('shelters.give')}
          />
        )}
      </>
    )
    return ok({ title, body })
  },
}

const crumbsOf = ({ t, href }: Visit, stay: Use) => [
  { href: href('/shelters'), label: t('shelters.title') },
  { href: href(`/shelters/${stay.shelterId}`), label: stay.shelterCode },
  { href: href(`/placements/${stay.id}`), label: stay.codeName },
]

/** Choosing another bed for a person who sleeps here. */
export const movePage: Page = {
  path: '/placements/:placementId/move',
  access: MANAGER,
  async show(ctx, visit) {
    const { t, href } = visit
    const placementId = visit.params.placementId ?? ''
    const stay = isId(placementId) ? await readUse(ctx, placementId, 'placement') : null
    if (!stay?.open || !stay.referralId || stay.agencyId !== ctx.actor.agencyId) return refuse('placement.not-found')
    const referral = await referralToPlace(ctx, stay.referralId)
    if (!referral) return refuse('placement.not-found')
    const need = needOf(referral)
    const choices = await bedsFor(ctx, stay.caseId, need)
    const form = formView(visit)
    const title = t('shelters.move')
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <NotGiven visit={visit} referralId={null} />
        <Headline
          title={title}
          crumbs={crumbsOf(visit, stay)}
          crumbsLabel={t('shell.you-are-here')}
          lead={t('shelters.move-lead')}
        />
        <SummaryList
          rows={[
            { label: t('shelters.person'), value: stay.codeName },
            { label: t('shelters.bed'), value: bedName(t, stay) },
          ]}
        />
        <Needs visit={visit} need={need} />
        <BedChoice
          visit={visit}
          form={form}
          choices={choices}
          action={href(`/placements/${placementId}/move`)}
          hidden={{}}
          label={t('shelters.move-now')}
        />
      </>
    )
    return ok({ title, body })
  },
}
