import { purposeOf } from '#domain/consent/consent.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import type { FormView } from '#server/http/form-view.ts'
import type { Visit } from '#server/http/page.ts'
import { Button, Buttons } from '#web/components/form/form.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import type { ReferralView } from './queries.ts'

type Refused = { visit: Visit; caseId: string; toAgencyId: string; service: string }

/** Where a consent that is missing, or does not reach far enough, is recorded. */
export function ConsentNeeded({ visit, caseId, toAgencyId, service }: Refused) {
  const { t, href, refusal } = visit
  if (refusal?.code !== 'referral.consent-missing' && refusal?.code !== 'referral.consent-too-shallow') return null
  const shallow = refusal.code === 'referral.consent-too-shallow'
  const query = new URLSearchParams({ recipientAgencyId: toAgencyId, purpose: purposeOf(service) })
  return (
    <Notification kind="warn" title={t(shallow ? 'referrals.consent-too-shallow' : 'referrals.consent-needed')}>
      <p>{t(shallow ? 'referrals.consent-too-shallow-lead' : 'referrals.consent-needed-lead')}</p>
      <Buttons>
        <Button href={`${href(`/cases/${caseId}/consents/new`)}?${query}`} label={t('referrals.record-consent')} />
      </Buttons>
    </Notification>
  )
}

const OPEN = ['draft', 'sent', 'accepted', 'expired']

function AlreadyOpen({ t, href, open }: { t: Translate; href: Visit['href']; open: ReferralView | undefined }) {
  return (
    <Notification kind="warn" title={t('referrals.open-already')}>
      <p>{t('referrals.open-already-lead')}</p>
      {open && (
        <p>
          <a href={href(`/referrals/${open.id}`)}>{t('referrals.see-open')}</a>
        </p>
      )}
    </Notification>
  )
}

type NotSentProps = { visit: Visit; form: FormView; caseId: string; service: string; open: readonly ReferralView[] }

/** What stands in the way of a referral that was refused, and the way on. */
export function NotSent({ visit, form, caseId, service, open }: NotSentProps) {
  const toAgencyId = form.value('toAgencyId') ?? ''
  if (visit.refusal?.code === 'referral.already-open') {
    const same = open.find(
      each => each.toAgencyId === toAgencyId && each.service === service && OPEN.includes(each.status),
    )
    return <AlreadyOpen t={visit.t} href={visit.href} open={same} />
  }
  return <ConsentNeeded visit={visit} caseId={caseId} toAgencyId={toAgencyId} service={service} />
}
