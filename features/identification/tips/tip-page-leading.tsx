import { AGE_GROUPS } from '#domain/cases/case.ts'
import { GROUPS } from '#domain/shelters/match.ts'
import { formView } from '#server/http/form-view.ts'
import type { Visit } from '#server/http/page.ts'
import { Checkboxes } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import type { TipOut } from './record.ts'

type Props = { visit: Visit; tip: TipOut }

/** What a tip can become, each by one button. */
export function LeadOn({ visit, tip }: Props) {
  const { t, href, token } = visit
  const form = formView(visit)
  return (
    <>
      <h2>{t('tips-desk.lead-on')}</h2>
      <Buttons>
        {!tip.became.includes('contact') && (
          <Button kind="plain" href={href(`/hotline/new?tip=${tip.id}`)} label={t('tips-desk.to-contact')} />
        )}
        {!tip.became.includes('offer-warning') && (
          <Button kind="plain" href={href(`/offer-warnings/new?tip=${tip.id}`)} label={t('tips-desk.to-offer')} />
        )}
      </Buttons>
      <Form action={href(`/tips/${tip.id}/case`)} hidden={{ _form: token }} label={t('tips-desk.to-case')}>
        <SelectField
          name="ageGroup"
          label={t('cases.age-group')}
          options={AGE_GROUPS.map(value => ({ value, label: t.coded('cases.age-group', value) }))}
          value={form.value('ageGroup') ?? 'uncertain'}
        />
        <SelectField
          name="personGroup"
          label={t('cases.person-group')}
          options={GROUPS.map(value => ({ value, label: t.coded('cases.person-group', value) }))}
          value={form.value('personGroup')}
          error={form.error('personGroup')}
        />
        <Checkboxes
          name="withWords"
          label={t('tips-desk.words')}
          options={[{ value: 'on', label: t('tips-desk.with-words') }]}
          values={form.ticked('withWords') ? ['on'] : []}
        />
        <Buttons>
          <Button kind="plain" label={t('tips-desk.to-case')} />
        </Buttons>
      </Form>
      <Form action={href(`/tips/${tip.id}/screening`)} hidden={{ _form: token }}>
        <Buttons>
          <Button kind="plain" label={t('tips-desk.to-screening')} />
        </Buttons>
      </Form>
    </>
  )
}
