import { SERVICES } from '#domain/referral/referral.ts'
import { GROUPS } from '#domain/shelters/match.ts'
import type { Country } from '#knowledge/schema/country.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import type { FormView } from '#server/http/form-view.ts'
import { Checkboxes } from '#web/components/form/choices.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { TextField } from '#web/components/form/text-field.tsx'

/** What stands first in the list stays first; what was stored and has left the list stays choosable. */
const withStored = (
  offered: readonly { value: string; label: string }[],
  stored: readonly string[],
  label: (value: string) => string,
) => [
  ...offered,
  ...stored.filter(value => !offered.some(each => each.value === value)).map(value => ({ value, label: label(value) })),
]

type AgencyFieldsProps = { t: Translate; country: Country; form: FormView }

/** What the directory says of an agency, to fill in or to change. */
export function AgencyFields({ t, country, form }: AgencyFieldsProps) {
  const named = (each: { id: string; name: Record<typeof t.language, string> }) => ({
    value: each.id,
    label: each.name[t.language],
  })
  const coded = (prefix: string, values: readonly string[]) =>
    values.map(value => ({ value, label: t.coded(prefix, value) }))
  const field = (name: string) => ({ name, value: form.value(name), error: form.error(name) })
  const several = (name: string) => ({
    name: `${name}[]`,
    id: name,
    values: form.values(name),
    error: form.error(name),
  })
  const chosen = (name: string) => [form.value(name) ?? ''].filter(value => value !== '')
  const languages = country.languages.map(value => ({ value, label: t.languageName(value) }))
  const same = (value: string) => value
  return (
    <>
      <TextField {...field('name')} label={t('agencies.name')} maxlength={160} required />
      <SelectField
        {...field('kind')}
        label={t('agencies.kind')}
        options={withStored(country.agencyKinds.map(named), chosen('kind'), same)}
        empty={t('agencies.choose')}
        required
      />
      <SelectField
        {...field('region')}
        label={t('agencies.region')}
        options={withStored(country.regions.map(named), chosen('region'), same)}
        empty={t('agencies.choose')}
        required
      />
      <Checkboxes
        {...several('services')}
        label={t('agencies.services')}
        options={coded('agencies.service', SERVICES)}
      />
      <Checkboxes {...several('groups')} label={t('agencies.groups')} options={coded('agencies.group', GROUPS)} />
      <Checkboxes
        {...several('languages')}
        label={t('agencies.languages')}
        options={withStored(languages, form.values('languages'), t.languageName)}
      />
      <TextField
        {...field('phone')}
        label={t('agencies.phone')}
        hint={t('agencies.phone-hint')}
        type="tel"
        size="medium"
        maxlength={40}
      />
    </>
  )
}
