import { type Service, URGENCIES } from '#domain/referral/referral.ts'
import type { Unreferred } from '#features/identification/hotline/refer-contact.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import type { House } from '#server/house.ts'
import type { FormView } from '#server/http/form-view.ts'
import type { Visit } from '#server/http/page.ts'
import { Details } from '#web/components/details/details.tsx'
import { Checkboxes, Radios } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { regionName } from './region-name.ts'
import type { Receiver, Referred } from './sending-queries.ts'

export type Asked = {
  found: Referred
  service: Service
  region: string | undefined
  receivers: readonly Receiver[]
  shelters: readonly { id: string; code: string; region: string }[]
  /** Contacts of the own desk that may have led to this referral. */
  contacts: readonly Unreferred[]
  /** An adult's referral, or a report to the police, needs a consent that names the agency. */
  needsConsent: boolean
}

function receiverOption(house: House, t: Translate, asked: Asked, each: Receiver) {
  const { needsConsent, found } = asked
  const serves = each.groups.length === 0 || each.groups.includes(found.personGroup)
  const facts = [
    regionName(house, t, each.region),
    each.languages.map(t.languageName).join(', '),
    serves ? each.groups.map(group => t.coded('referrals.groups', group)).join(', ') : t('referrals.group-not-served'),
    needsConsent && t(each.agreed ? 'referrals.agreed' : 'referrals.not-agreed'),
  ]
  return { value: each.id, label: each.name, hint: facts.filter(fact => fact !== '' && fact !== false).join(' · ') }
}

function urgencyOptions(house: House, t: Translate) {
  const { answerWithinHours, expiresAfterHours } = house.country.referralTimes
  return URGENCIES.map(value => ({
    value,
    label: t.coded('referrals.urgency', value),
    hint: t('referrals.urgency-hint', { answer: answerWithinHours[value], expires: expiresAfterHours[value] }),
  }))
}

function Avoid({ house, visit, form, asked }: Props) {
  const { t } = visit
  const chosen = form.values('avoidShelters')
  const options = asked.shelters.map(each => ({
    value: each.id,
    label: `${each.code} · ${regionName(house, t, each.region)}`,
  }))
  if (options.length === 0) return null
  return (
    <Details summary={t('referrals.avoid')} open={chosen.length > 0}>
      <Checkboxes
        id="avoidShelters"
        name="avoidShelters[]"
        label={t('referrals.avoid')}
        hint={t('referrals.avoid-hint')}
        options={options}
        values={chosen}
        error={form.error('avoidShelters')}
      />
    </Details>
  )
}

/** Which contact led here: the one that the page was opened from, or the only one there is. */
function FromContact({ visit, form, asked: { contacts } }: Props) {
  const { t, query, typed } = visit
  const [first, ...others] = contacts
  if (!first) return null
  const likely = others.length === 0 ? first.id : query.contactId
  return (
    <SelectField
      name="contactId"
      label={t('referrals.from-contact')}
      options={contacts.map(({ id, startedAt }) => ({
        value: id,
        label: t('hotline.contact-of', { at: t.instant(startedAt) }),
      }))}
      value={Object.keys(typed).length > 0 ? form.value('contactId') : likely}
      error={form.error('contactId')}
      empty={t('referrals.from-no-contact')}
    />
  )
}

type Props = { house: House; visit: Visit; form: FormView; asked: Asked }

export function SendForm(props: Props) {
  const { house, visit, form, asked } = props
  const { t, href, token } = visit
  if (asked.receivers.length === 0) return <p class="empty">{t('referrals.no-agency')}</p>
  const query = new URLSearchParams({
    caseId: asked.found.id,
    service: asked.service,
    ...(asked.region && { region: asked.region }),
    ...(visit.query.contactId && { contactId: visit.query.contactId }),
  })
  return (
    <Form
      action={`${href('/referrals/new')}?${query}`}
      hidden={{ _form: token, caseId: asked.found.id, service: asked.service }}
      label={t('referrals.new')}
    >
      <Radios
        name="toAgencyId"
        label={t('referrals.agency')}
        options={asked.receivers.map(each => receiverOption(house, t, asked, each))}
        value={form.value('toAgencyId') ?? visit.query.toAgencyId}
        error={form.error('toAgencyId')}
        required
      />
      <Radios
        name="urgency"
        label={t('referrals.urgency')}
        hint={t(`referrals.times-${house.country.referralTimes.basis}`)}
        options={urgencyOptions(house, t)}
        value={form.value('urgency')}
        error={form.error('urgency')}
        required
      />
      <Avoid {...props} />
      <FromContact {...props} />
      {asked.service === 'case-management' && <Notification kind="info" title={t('referrals.lead-passes-on-send')} />}
      <Buttons>
        <Button label={t('referrals.send')} />
        <Button kind="plain" label={t('referrals.save-draft')} name="draft" value="on" />
      </Buttons>
    </Form>
  )
}
