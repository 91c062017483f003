import { AGE_GROUPS, MAY_CONTACT } from '#domain/cases/case.ts'
import { MAY_SAY, RISKS, SAFE_HOW, SAFE_WHEN, SPEAKERS, TOPICS } from '#domain/hotline/contact.ts'
import type { Country } from '#knowledge/schema/country.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import type { FormView } from '#server/http/form-view.ts'
import { Radios } from '#web/components/form/choices.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { TextArea, TextField } from '#web/components/form/text-field.tsx'

type FieldsProps = { t: Translate; form: FormView; country: Country }

/** In the order of a talk: is there danger, what is it about, who speaks and from where, and how to reach her safely. */
export function ContactFields({ t, form, country }: FieldsProps) {
  const coded = (prefix: string, values: readonly string[]) =>
    values.map(value => ({ value, label: t.coded(prefix, value) }))
  const field = (name: string) => ({ name, value: form.value(name), error: form.error(name) })
  const empty = t('hotline.not-known')
  return (
    <>
      <Radios {...field('risk')} label={t('hotline.risk')} options={coded('hotline.risk', RISKS)} />
      <SelectField
        {...field('topic')}
        label={t('hotline.topic')}
        options={coded('hotline.topic', TOPICS)}
        empty={empty}
      />
      <TextArea {...field('said')} label={t('hotline.said')} hint={t('hotline.said-hint')} rows={6} maxlength={8000} />
      <SelectField
        {...field('speaker')}
        label={t('hotline.speaker')}
        options={coded('hotline.speaker', SPEAKERS)}
        empty={empty}
      />
      <SelectField
        {...field('ageGroup')}
        label={t('cases.age-group')}
        options={coded('cases.age-group', AGE_GROUPS)}
        empty={empty}
      />
      <Whence t={t} form={form} country={country} />
      <Safety t={t} form={form} country={country} />
    </>
  )
}

function Whence({ t, form, country }: FieldsProps) {
  const empty = t('hotline.not-known')
  const field = (name: string) => ({ name, value: form.value(name), error: form.error(name) })
  const tongues = [...new Set([...country.languages, ...MORE_LANGUAGES, ...form.values('language')])]
  const lands = [...new Set([country.iso2, ...NEIGHBOURS, ...form.values('country')])]
  return (
    <>
      <SelectField
        {...field('language')}
        label={t('hotline.language')}
        options={tongues.map(value => ({ value, label: t.languageName(value) }))}
        empty={empty}
      />
      <SelectField
        {...field('country')}
        label={t('hotline.country')}
        options={lands.map(value => ({ value, label: t.countryName(value) }))}
        empty={empty}
      />
      <SelectField
        {...field('region')}
        label={t('hotline.region')}
        options={country.regions.map(each => ({ value: each.id, label: each.name[t.language] }))}
        empty={empty}
      />
    </>
  )
}

/** Languages and countries that callers of the region are met with beside the country's own; any other is said in the words. */
const MORE_LANGUAGES = ['tk', 'zh', 'fa', 'tr', 'uk', 'hi', 'vi', 'mn', 'ar', 'de']
const NEIGHBOURS = [
  'KG',
  'UZ',
  'TJ',
  'TM',
  'RU',
  'CN',
  'MN',
  'AF',
  'AZ',
  'TR',
  'AE',
  'SA',
  'BH',
  'KR',
  'TH',
  'DE',
  'PL',
  'UA',
]

function Safety({ t, form }: FieldsProps) {
  const coded = (prefix: string, values: readonly string[]) =>
    values.map(value => ({ value, label: t.coded(prefix, value) }))
  const field = (name: string) => ({ name, value: form.value(name), error: form.error(name) })
  const empty = t('hotline.not-known')
  return (
    <>
      <Radios
        {...field('safeContact')}
        label={t('hotline.safe-contact')}
        hint={t('hotline.safe-contact-hint')}
        options={coded('cases.may-contact', MAY_CONTACT)}
      />
      <SelectField
        {...field('safeWhen')}
        label={t('hotline.safe-when')}
        options={coded('hotline.safe-when', SAFE_WHEN)}
        empty={empty}
      />
      <SelectField
        {...field('safeHow')}
        label={t('hotline.safe-how')}
        options={coded('hotline.safe-how', SAFE_HOW)}
        empty={empty}
      />
      <SelectField
        {...field('maySay')}
        label={t('hotline.may-say')}
        options={coded('hotline.may-say', MAY_SAY)}
        empty={empty}
      />
      <TextField {...field('safeWords')} label={t('hotline.safe-words')} maxlength={500} />
    </>
  )
}
