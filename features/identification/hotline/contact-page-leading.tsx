import { GROUPS } from '#domain/shelters/match.ts'
import type { FormView } from '#server/http/form-view.ts'
import type { Visit } from '#server/http/page.ts'
import { Details } from '#web/components/details/details.tsx'
import { Checkboxes } from '#web/components/form/choices.tsx'
import { Button, Buttons } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import type { ContactOut } from './answers.ts'

type LeadingProps = { visit: Visit; form: FormView; found: ContactOut }

/** What the contact has become. */
export function Led({ visit: { t, href }, found }: Omit<LeadingProps, 'form'>) {
  if (!found.caseId && !found.screeningId) return null
  return (
    <ul>
      {found.screeningId && (
        <li>
          <a href={href(`/screenings/${found.screeningId}`)}>{t('hotline.to-screening')}</a>
        </li>
      )}
      {found.caseId && (
        <li>
          <a href={href(`/cases/${found.caseId}`)}>{t('hotline.to-case')}</a>
        </li>
      )}
      {found.referralId && (
        <li>
          <a href={href(`/referrals/${found.referralId}`)}>{t('hotline.to-sent-referral')}</a>
        </li>
      )}
      {found.caseId && (
        <li>
          <a href={href(`/referrals/new?caseId=${found.caseId}&contactId=${found.id}`)}>{t('hotline.to-referral')}</a>
        </li>
      )}
    </ul>
  )
}

export function LeadOn({ visit: { t }, form, found }: LeadingProps) {
  if (found.caseId) return null
  return (
    <Details summary={t('hotline.lead-on')} open={form.value('personGroup') !== undefined}>
      <CaseFields t={t} form={form} />
      <Buttons>
        <Button kind="plain" name="step" value="case" label={t('hotline.open-case')} accessKey="o" />
        {!found.screeningId && <Button kind="plain" name="step" value="screening" label={t('hotline.screen')} />}
      </Buttons>
    </Details>
  )
}

export function CaseFields({ t, form }: { t: Visit['t']; form: FormView }) {
  return (
    <>
      <SelectField
        name="personGroup"
        label={t('cases.person-group')}
        options={GROUPS.map(value => ({ value, label: t.coded('cases.person-group', value) }))}
        value={form.value('personGroup')}
        error={form.error('personGroup')}
        empty={t('hotline.not-known')}
      />
      <Checkboxes
        name="withWords"
        label={t('hotline.words')}
        options={[{ value: 'on', label: t('hotline.with-words') }]}
        values={form.ticked('withWords') ? ['on'] : []}
        error={form.error('withWords')}
      />
    </>
  )
}
