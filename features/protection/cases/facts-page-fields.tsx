import { AGE_GROUPS, MAY_CONTACT, RISKS } from '#domain/cases/case.ts'
import { GROUPS } from '#domain/shelters/match.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import type { FormView } from '#server/http/form-view.ts'
import { Checkboxes, Radios } from '#web/components/form/choices.tsx'
import type { Option } from '#web/components/form/field.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { countryOptions, furtherLanguages, languageOption } from './facts-page-choices.ts'

type FieldsProps = {
  t: Translate
  form: FormView /** Those of the country, offered first. */
  languages: readonly string[]
}

/** The coded facts of a case as questions, in the order in which a bed or an answer depends on them. */
export function FactFields({ t, form, languages }: FieldsProps) {
  const coded = (prefix: string, values: readonly string[], hints = false): Option[] =>
    values.map(value => ({
      value,
      label: t.coded(prefix, value),
      hint: hints ? t.coded(`${prefix}-hint`, value) : undefined,
    }))
  const field = (name: string) => ({ name, value: form.value(name), error: form.error(name) })
  return (
    <>
      <Radios
        {...field('ageGroup')}
        label={t('cases.age-group')}
        hint={t('cases.age-group-hint')}
        options={coded('cases.age-group', AGE_GROUPS)}
        required
      />
      <Radios
        {...field('personGroup')}
        label={t('cases.person-group')}
        hint={t('cases.person-group-hint')}
        options={coded('cases.person-group', GROUPS)}
        required
      />
      <LanguageFields t={t} form={form} languages={languages} />
      <OneTick form={form} name="interpreter" label={t('cases.interpreter')} tick={t('cases.interpreter-needed')} />
      <OneTick form={form} name="stepFree" label={t('cases.step-free')} tick={t('cases.step-free-needed')} />
      <Radios
        {...field('mayContact')}
        label={t('cases.may-contact')}
        options={coded('cases.may-contact', MAY_CONTACT, true)}
      />
      <Radios {...field('risk')} label={t('cases.risk')} options={coded('cases.risk', RISKS, true)} />
      <SelectField
        {...field('citizenship')}
        label={t('cases.citizenship')}
        hint={t('cases.citizenship-hint')}
        options={countryOptions(t)}
        empty={t('cases.not-known')}
      />
    </>
  )
}

/** Tick boxes for the languages of the country and those already noted, and a list for any other. Both send one field. */
function LanguageFields({ t, form, languages }: FieldsProps) {
  const offered = [...new Set([...languages, ...form.values('languages')])]
  return (
    <>
      <Checkboxes
        id="languages"
        name="languages[]"
        label={t('cases.languages')}
        hint={t('cases.languages-hint')}
        options={offered.map(languageOption(t))}
        values={form.values('languages')}
        error={form.error('languages')}
      />
      <SelectField
        id="languages-further"
        name="languages[]"
        label={t('cases.languages-further')}
        options={furtherLanguages(t, offered)}
        empty={t('cases.none-further')}
      />
    </>
  )
}

type TickProps = { form: FormView; name: string; label: string; tick: string }

function OneTick({ form, name, label, tick }: TickProps) {
  const values = form.ticked(name) ? ['on'] : []
  return (
    <Checkboxes
      name={name}
      label={label}
      options={[{ value: 'on', label: tick }]}
      values={values}
      error={form.error(name)}
    />
  )
}
