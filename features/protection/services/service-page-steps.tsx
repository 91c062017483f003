import { URGENCIES } from '#domain/referral/referral.ts'
import { SERVICE_OUTCOMES, stepOf } from '#domain/services/service.ts'
import type { FormView } from '#server/http/form-view.ts'
import type { Visit } from '#server/http/page.ts'
import { Radios } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import type { PlanOut, ServiceOut } from './answers.ts'
import { options, planPath } from './own-plan-page.tsx'
import type { Provider } from './provider-queries.ts'

type StepProps = { visit: Visit; form: FormView; plan: PlanOut; service: ServiceOut; today: string }

/** Where a form of the service is sent, and what every one of them carries. */
const sent = ({ visit, plan, service }: StepProps, step: string) => ({
  action: visit.href(planPath(plan.caseId, `/services/${service.id}/${step}`)),
  hidden: { _form: visit.token, version: String(service.version) },
})

/** A return is arranged only on a judgement that stands; else the way to it. */
export function BarredReturn({ visit: { t, href }, plan }: StepProps) {
  if (plan.homecoming?.mayGo) return null
  return (
    <Notification kind="warn" title={t('services.return-barred')}>
      <p>{t('services.return-barred-lead')}</p>
      <p>
        <a href={href(planPath(plan.caseId, '/return'))}>{t('services.judge-return')}</a>
      </p>
    </Notification>
  )
}

export function Arrange({ providers, ...step }: StepProps & { providers: readonly Provider[] }) {
  const { visit, form, plan } = step
  const { t, href } = visit
  const title = t('services.arrange')
  return (
    <section aria-labelledby="arrange">
      <h2 id="arrange">{title}</h2>
      <p>{t('services.arrange-lead')}</p>
      {visit.refusal?.code === 'referral.consent-missing' && (
        <p>
          <a href={href(`/cases/${plan.caseId}/consents/new?purpose=referral`)}>{t('cases.record-consent')}</a>
        </p>
      )}
      {providers.length === 0 && <p class="empty">{t('services.no-provider')}</p>}
      {providers.length > 0 && (
        <Form {...sent(step, 'arrange')} label={title}>
          <SelectField
            name="toAgencyId"
            label={t('services.provider')}
            options={providers.map(({ id, name, agreed }) => ({
              value: id,
              label: agreed ? t('services.provider-agreed', { name }) : name,
            }))}
            value={form.value('toAgencyId')}
            error={form.error('toAgencyId')}
            required
          />
          <Radios
            name="urgency"
            label={t('referrals.urgency')}
            options={options(t, 'referrals.urgency', URGENCIES)}
            value={form.value('urgency')}
            error={form.error('urgency')}
            required
          />
          <Buttons>
            <Button label={t('services.send-referral')} />
          </Buttons>
        </Form>
      )}
    </section>
  )
}

export function Begin(step: StepProps) {
  const { visit, form, plan, service } = step
  const { t } = visit
  const running = service.status === 'running'
  const title = t(running ? 'services.set-days' : 'services.begin-own')
  return (
    <section aria-labelledby="begin">
      <h2 id="begin">{title}</h2>
      <p>{t(running ? 'services.set-days-lead' : 'services.begin-own-lead')}</p>
      {running && service.referralId && !plan.leads && (
        <p>
          <a href={visit.href(`/referrals/${service.referralId}`)}>{t('services.to-referral')}</a>
        </p>
      )}
      <Form {...sent(step, 'begin')} label={title}>
        <TextField
          name="fromOn"
          type="date"
          size="medium"
          label={t('services.from')}
          value={form.value('fromOn')}
          error={form.error('fromOn')}
          required
        />
        <TextField
          name="untilOn"
          id="untilOn-planned"
          type="date"
          size="medium"
          label={t('services.until-planned')}
          value={form.value('untilOn')}
        />
        <Buttons>
          <Button kind="plain" label={title} />
        </Buttons>
      </Form>
    </section>
  )
}

export function End(step: StepProps) {
  const { visit, form, service, today } = step
  const { t } = visit
  const title = t('services.end')
  // What was never given was neither finished nor broken off by her going.
  const begun = service.status === 'running'
  const fitting = SERVICE_OUTCOMES.filter(each => begun || stepOf(each) === 'end')
  return (
    <section aria-labelledby="end">
      <h2 id="end">{title}</h2>
      <p>{t(service.referralId ? 'services.end-lead-referral' : 'services.end-lead')}</p>
      <Form {...sent(step, 'end')} label={title}>
        <Radios
          name="outcome"
          label={t('services.outcome')}
          options={options(t, 'services.outcome', fitting)}
          value={form.value('outcome')}
          error={form.error('outcome')}
          required
        />
        <TextField
          name="untilOn"
          type="date"
          size="medium"
          label={t('services.until')}
          value={visit.problems.length > 0 || visit.refusal ? form.value('untilOn') : today}
          error={form.error('untilOn')}
          required
        />
        <Buttons>
          <Button kind="plain" label={title} />
        </Buttons>
      </Form>
    </section>
  )
}
