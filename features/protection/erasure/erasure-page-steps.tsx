import { GIVEN_BY } from '#domain/consent/consent.ts'
import type { Retention } from '#knowledge/schema/practice.ts'
import type { WordKey } from '#knowledge/schema/words.ts'
import { formView } from '#server/http/form-view.ts'
import type { Visit } from '#server/http/page.ts'
import { Radios } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'
import type { ErasureOut } from './record.ts'

type Wish = ErasureOut & { caseId: string }
type Props = { visit: Visit; wish: Wish; mine: string; days: Retention }

/** What can be done where the wish stands now, and what has to end first. */
export function WishSteps(props: Props) {
  const { visit, wish, mine } = props
  const { t } = visit
  return (
    <>
      {wish.running.length > 0 && (
        <Notification kind="warn" title={t('erasure.running-title')}>
          <ul>
            {wish.running.map(each => (
              <li key={each}>{t.coded('erasure.running', each)}</li>
            ))}
          </ul>
        </Notification>
      )}
      {wish.state !== 'none' && <Standing {...props} />}
      {wish.state === 'none' && wish.running.length === 0 && <Ask {...props} />}
      {wish.state === 'asked' && wish.askedBy === mine && <p>{t('erasure.needs-second')}</p>}
      {wish.state === 'asked' && wish.askedBy !== mine && (
        <Step visit={visit} wish={wish} step="confirm" label="erasure.confirm" danger lead="erasure.confirm-lead" />
      )}
      {wish.state === 'ripe' && (
        <Step
          visit={visit}
          wish={wish}
          step="carry-out"
          label="erasure.carry-out"
          danger
          lead="erasure.carry-out-lead"
        />
      )}
      {wish.state !== 'none' && (
        <Step visit={visit} wish={wish} step="call-off" label="erasure.call-off" lead="erasure.call-off-lead" />
      )}
    </>
  )
}

function Standing({ visit: { t }, wish }: Props) {
  const rows = [
    { label: t('erasure.state'), value: t.coded('erasure.state', wish.state) },
    { label: t('erasure.wished-by'), value: wish.wishedBy ? t.coded('erasure.wished-by', wish.wishedBy) : '' },
    { label: t('erasure.asked-at'), value: wish.askedAt ? t.instant(new Date(wish.askedAt)) : '' },
    ...(wish.notBefore ? [{ label: t('erasure.not-before'), value: t.instant(new Date(wish.notBefore)) }] : []),
  ]
  return <SummaryList rows={rows} />
}

function Ask({ visit, wish, days }: Props) {
  const { t, href, token } = visit
  const form = formView(visit)
  return (
    <>
      <h2>{t('erasure.ask-title')}</h2>
      <p>{t('erasure.ask-lead', { days: days.erasureWaitDays })}</p>
      {days.status === 'unverified' && <p class="soft">{t('erasure.days-unverified')}</p>}
      <Form action={href(`/cases/${wish.caseId}/erasure/ask`)} hidden={{ _form: token }}>
        <Radios
          name="wishedBy"
          label={t('erasure.wished-by-question')}
          options={GIVEN_BY.map(value => ({ value, label: t.coded('erasure.wished-by', value) }))}
          value={form.value('wishedBy')}
          error={form.error('wishedBy')}
          required
        />
        <Buttons>
          <Button label={t('erasure.ask')} />
          <Button kind="plain" href={href(`/cases/${wish.caseId}`)} label={t('erasure.leave')} />
        </Buttons>
      </Form>
    </>
  )
}

type StepProps = {
  visit: Visit
  wish: Wish
  step: 'confirm' | 'carry-out' | 'call-off'
  label: WordKey
  lead: WordKey
  danger?: boolean
}

function Step({ visit: { t, href, token }, wish, step, label, lead, danger }: StepProps) {
  return (
    <Form action={href(`/cases/${wish.caseId}/erasure/${step}`)} hidden={{ _form: token }} label={t(label)}>
      <p>{t(lead)}</p>
      <Buttons>
        <Button kind={danger ? 'danger' : 'plain'} label={t(label)} />
      </Buttons>
    </Form>
  )
}

/** Said before anybody agrees to it, by who asks and by who confirms. */
export function WhatGoes({ visit: { t } }: { visit: Visit }) {
  return (
    <>
      <h2>{t('erasure.goes-title')}</h2>
      <ul>
        <li>{t('erasure.goes-person')}</li>
        <li>{t('erasure.goes-keys')}</li>
        <li>{t('erasure.goes-others')}</li>
      </ul>
      <h2>{t('erasure.stays-title')}</h2>
      <ul>
        <li>{t('erasure.stays-counts')}</li>
        <li>{t('erasure.stays-audit')}</li>
        <li>{t('erasure.stays-paper')}</li>
        <li>{t('erasure.stays-backups')}</li>
      </ul>
    </>
  )
}
