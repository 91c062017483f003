import type { Translate, WordKey } from '#knowledge/schema/words.ts'
import type { FormView } from '#server/http/form-view.ts'
import { TextField } from '#web/components/form/text-field.tsx'

export const IDENTITY_FIELDS = [
  'name',
  'birthDate',
  'document',
  'phone',
  'messenger',
  'safeHow',
  'safeWhen',
  'safeSay',
] as const
export type IdentityField = (typeof IDENTITY_FIELDS)[number]

/** Words of the fields; a table, so that a field without words does not compile. */
export const IDENTITY_WORDS = {
  name: 'cases.name',
  birthDate: 'cases.birth-date',
  document: 'cases.document',
  phone: 'cases.phone',
  messenger: 'cases.messenger',
  safeHow: 'cases.safe-how',
  safeWhen: 'cases.safe-when',
  safeSay: 'cases.safe-say',
} as const satisfies Record<IdentityField, WordKey>

const MOST: Record<IdentityField, number> = {
  name: 200,
  birthDate: 10,
  document: 100,
  phone: 60,
  messenger: 100,
  safeHow: 300,
  safeWhen: 300,
  safeSay: 300,
}

type FieldsProps = {
  t: Translate
  form: FormView
  /** The record that the fields are part of, where the form holds more than the identity. */
  within?: string
}

export function IdentityFields({ t, form, within }: FieldsProps) {
  const field = (name: IdentityField) => {
    const at = within ? `${within}.${name}` : name
    return {
      id: at,
      name: within ? `${within}[${name}]` : name,
      label: t(IDENTITY_WORDS[name]),
      value: within ? form.entry(within, name) : form.value(name),
      error: form.error(at),
      maxlength: MOST[name],
    }
  }
  return (
    <>
      <TextField {...field('name')} />
      <TextField {...field('birthDate')} type="date" size="medium" />
      <TextField {...field('document')} size="medium" />
      <h2>{t('cases.safe-contact')}</h2>
      <p class="soft">{t('cases.safe-contact-lead')}</p>
      <TextField {...field('safeHow')} hint={t('cases.safe-how-hint')} />
      <TextField {...field('safeWhen')} hint={t('cases.safe-when-hint')} />
      <TextField {...field('safeSay')} hint={t('cases.safe-say-hint')} />
      <TextField {...field('phone')} type="tel" size="medium" />
      <TextField {...field('messenger')} size="medium" />
    </>
  )
}
