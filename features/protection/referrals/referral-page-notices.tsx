import { REFERRAL_STEPS } from '#domain/referral/referral.ts'
import type { Visit } from '#server/http/page.ts'
import { Notification } from '#web/components/notification/notification.tsx'
import type { ReferralView } from './queries.ts'

type Props = { visit: Visit; referral: ReferralView; mine: boolean }

/** Two people answered: what this one wanted, and what the other's step made of it. */
function Faster({ visit, referral }: Props) {
  const { t, refusal, url } = visit
  const late = refusal?.code === 'referral.stale' || refusal?.code === 'referral.step-not-open'
  const step = REFERRAL_STEPS.find(each => url.pathname.endsWith(`/${each}`))
  if (!late || !step) return null
  const wanted = t.coded('referrals.step', step)
  const status = t.coded('referrals.status', referral.status)
  return (
    <Notification kind="warn" title={t('referrals.stale')}>
      <p>{t('referrals.stale-lead', { wanted, status })}</p>
    </Notification>
  )
}

/** Both sides see that an answer is late, each with what it can do about it. */
function Late({ visit: { t }, referral, mine }: Props) {
  const side = mine ? 'sender' : 'recipient'
  if (referral.status === 'expired') {
    return (
      <Notification kind="warn" title={t(`referrals.expired-${side}`)}>
        <p>{t(`referrals.expired-${side}-lead`)}</p>
      </Notification>
    )
  }
  if (!referral.overdue || !referral.answerDueAt) return null
  return (
    <Notification kind="warn" title={t(`referrals.late-${side}`, { at: t.instant(new Date(referral.answerDueAt)) })}>
      <p>{t(`referrals.late-${side}-lead`)}</p>
    </Notification>
  )
}

export function Notices(props: Props) {
  return (
    <>
      <Faster {...props} />
      <Late {...props} />
    </>
  )
}
