import type { ComponentChildren } from 'preact'
import { CASE_LEADERS, type Role } from '#domain/access/roles.ts'
import {
  DECLINE_REASONS,
  OUTCOMES,
  openSteps,
  REFERRAL_STATUSES,
  type ReferralStep,
} from '#domain/referral/referral.ts'
import { mayEnter } from '#server/http/endpoint.ts'
import type { FormView } from '#server/http/form-view.ts'
import type { Visit } from '#server/http/page.ts'
import { Details } from '#web/components/details/details.tsx'
import { Radios } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import type { ReferralView, Stay } from './queries.ts'

type Props = { visit: Visit; form: FormView; referral: ReferralView; role: Role; mine: boolean; stay: Stay | null }

const BY_RECIPIENT: readonly ReferralStep[] = ['accept', 'decline', 'complete']

/** The steps that the acting side may take now. */
function stepsOf({ referral, role, mine }: Props): ReferralStep[] {
  const status = REFERRAL_STATUSES.find(each => each === referral.status)
  if (!status) return []
  return openSteps(status).filter(step => {
    if (BY_RECIPIENT.includes(step)) return !mine
    return mine && mayEnter(CASE_LEADERS, role) && !(step === 'withdraw' && leadPassed(referral))
  })
}

const leadPassed = (referral: ReferralView) => referral.service === 'case-management' && referral.status === 'accepted'

type StepProps = { visit: Visit; referral: ReferralView; step: ReferralStep; children: ComponentChildren }

function StepForm({ visit: { t, href, token }, referral, step, children }: StepProps) {
  return (
    <Form
      action={href(`/referrals/${referral.id}/${step}`)}
      hidden={{ _form: token, version: String(referral.version) }}
      label={t.coded('referrals.step', step)}
    >
      {children}
    </Form>
  )
}

function Accept({ visit, referral, role }: Props) {
  const { t, href } = visit
  const givesBed = referral.service === 'shelter' && role === 'shelter-manager'
  return (
    <>
      {referral.service === 'case-management' && (
        <Notification kind="info" title={t('referrals.lead-passes')}>
          <p>{t('referrals.lead-passes-lead')}</p>
        </Notification>
      )}
      <p>{t(givesBed ? 'referrals.choose-bed-lead' : 'referrals.accept-lead')}</p>
      {givesBed && (
        <Buttons>
          <Button href={href(`/placements/new?referralId=${referral.id}`)} label={t('referrals.choose-bed')} />
        </Buttons>
      )}
      <StepForm visit={visit} referral={referral} step="accept">
        <Buttons>
          <Button
            kind={givesBed ? 'plain' : 'main'}
            label={t(givesBed ? 'referrals.accept-only' : 'referrals.accept')}
          />
        </Buttons>
      </StepForm>
    </>
  )
}

function Decline({ visit, form, referral }: Props) {
  const { t } = visit
  return (
    <Details summary={t('referrals.decline')} open={visit.url.pathname.endsWith('/decline')}>
      <StepForm visit={visit} referral={referral} step="decline">
        <Radios
          name="reason"
          label={t('referrals.decline-question')}
          options={DECLINE_REASONS.map(value => ({ value, label: t.coded('referrals.reason', value) }))}
          value={form.value('reason')}
          error={form.error('reason')}
          required
        />
        <Buttons>
          <Button kind="danger" label={t('referrals.decline')} />
        </Buttons>
      </StepForm>
    </Details>
  )
}

function Complete({ visit, form, referral, role, stay }: Props) {
  const { t, href } = visit
  if (stay) {
    return (
      <>
        <p>{t('referrals.end-stay-first')}</p>
        {role === 'shelter-manager' && (
          <Buttons>
            <Button href={href(`/placements/${stay.id}`)} label={t('referrals.to-stay')} />
          </Buttons>
        )}
      </>
    )
  }
  const givesBed = referral.service === 'shelter' && role === 'shelter-manager'
  return (
    <>
      {givesBed && (
        <Buttons>
          <Button href={href(`/placements/new?referralId=${referral.id}`)} label={t('referrals.choose-bed-after')} />
        </Buttons>
      )}
      <Details summary={t('referrals.complete')} open={visit.url.pathname.endsWith('/complete')}>
        <StepForm visit={visit} referral={referral} step="complete">
          <Radios
            name="outcome"
            label={t('referrals.complete-question')}
            hint={t('referrals.complete-lead')}
            options={OUTCOMES.map(value => ({ value, label: t.coded('referrals.outcome', value) }))}
            value={form.value('outcome')}
            error={form.error('outcome')}
            required
          />
          <Buttons>
            <Button label={t('referrals.complete')} />
          </Buttons>
        </StepForm>
      </Details>
    </>
  )
}

function Send({ visit, referral }: Props) {
  const { t } = visit
  return (
    <StepForm visit={visit} referral={referral} step="send">
      <p>{t('referrals.draft-next')}</p>
      {referral.service === 'case-management' && <p>{t('referrals.lead-passes-on-send')}</p>}
      <Buttons>
        <Button label={t('referrals.send-draft')} />
      </Buttons>
    </StepForm>
  )
}

function Withdraw({ visit, referral, stay }: Props) {
  const { t } = visit
  if (stay) return <p>{t('referrals.end-stay-first-sender')}</p>
  return (
    <Details summary={t('referrals.withdraw')}>
      <StepForm visit={visit} referral={referral} step="withdraw">
        <p>{t(referral.status === 'draft' ? 'referrals.withdraw-draft-lead' : 'referrals.withdraw-lead')}</p>
        <Buttons>
          <Button kind="danger" label={t('referrals.withdraw')} />
        </Buttons>
      </StepForm>
    </Details>
  )
}

const FORMS: Record<ReferralStep, (props: Props) => ComponentChildren> = {
  accept: Accept,
  decline: Decline,
  complete: Complete,
  send: Send,
  withdraw: Withdraw,
}

export function Steps(props: Props) {
  const { visit, referral, mine } = props
  const steps = stepsOf(props)
  if (mine && leadPassed(referral)) return <p class="soft">{visit.t('referrals.lead-passed')}</p>
  if (steps.length === 0) return null
  return (
    <>
      <h2>{visit.t(referral.status === 'sent' && !mine ? 'referrals.answer' : 'referrals.next')}</h2>
      {steps.map(step => {
        const StepPart = FORMS[step]
        return <StepPart key={step} {...props} />
      })}
    </>
  )
}
