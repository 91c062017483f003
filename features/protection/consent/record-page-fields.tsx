import { protectedAsChild } from '#domain/cases/case.ts'
import { DEPTHS, EXPLAINED, GIVEN_BY, HOW, type Purpose } from '#domain/consent/consent.ts'
import type { Country } from '#knowledge/schema/country.ts'
import type { FormView } from '#server/http/form-view.ts'
import type { Visit } from '#server/http/page.ts'
import { Answers, Checkboxes, Radios } from '#web/components/form/choices.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import type { AskedCase, Recipient } from './asked-case.ts'
import { type ReadForm, saidOf } from './form-read.ts'

/** One question to one person. */
export type Asked = {
  visit: Visit
  found: AskedCase
  purpose: Purpose
  recipients: Recipient[]
  form: FormView
  read: ReadForm
}
type PartProps = { asked: Asked }

const NAMES_RECIPIENT: readonly Purpose[] = ['referral', 'police-report']

/** Who would learn something, and how much: as deep as the form asks for this purpose. */
export function Reach({ asked, regions }: PartProps & { regions: Country['regions'] }) {
  const { visit, purpose, recipients, form, read } = asked
  const { t, refusal } = visit
  const named = NAMES_RECIPIENT.includes(purpose)
  const region = (code: string) => regions.find(each => each.id === code)?.name[t.language] ?? code
  const missing = refusal?.code === 'consent.recipient-missing' ? t('consent.recipient-missing') : undefined
  const depths = DEPTHS.filter(depth => read.asked.depths.includes(depth))
  return (
    <>
      <SelectField
        name="recipientAgencyId"
        label={t('consent.recipient-question')}
        hint={t(named ? 'consent.recipient-hint-named' : 'consent.recipient-hint')}
        options={recipients.map(({ id, name, region: code }) => ({ value: id, label: `${name} · ${region(code)}` }))}
        value={form.value('recipientAgencyId')}
        empty={t(named ? 'consent.recipient-choose' : 'consent.recipient-none')}
        error={missing ?? form.error('recipientAgencyId')}
      />
      <Radios
        name="depth"
        label={t('consent.depth-question')}
        options={depths.map(depth => ({
          value: depth,
          label: t(`consent.depth-${depth}`),
          hint: <span lang={read.heard}>{saidOf(read.form.depths, depth, read.heard)}</span>,
        }))}
        value={form.value('depth')}
        error={form.error('depth')}
      />
    </>
  )
}

/** The six points, as sentences that can be read out one by one. */
export function Points({ asked: { visit, form, read } }: PartProps) {
  const { t, refusal } = visit
  const missing = refusal?.code === 'consent.not-explained' ? t('consent.not-explained') : undefined
  return (
    <Checkboxes
      id="explained"
      name="explained[]"
      label={t('consent.explained')}
      hint={t('consent.explained-hint')}
      options={EXPLAINED.map(point => ({
        value: point,
        label: t(`consent.explained-${point}`),
        hint: <span lang={read.heard}>{saidOf(read.form.explained, point, read.heard)}</span>,
      }))}
      values={form.values('explained')}
      error={missing ?? form.error('explained')}
    />
  )
}

/** Yes and no stand side by side, of one size, neither chosen. */
export function YesOrNo({
  asked: {
    visit: { t },
    form,
  },
}: PartProps) {
  return (
    <Answers
      name="agreed"
      label={t('consent.agreed-question')}
      hint={t('consent.agreed-hint')}
      options={[
        { value: 'yes', label: t('consent.agreed-yes') },
        { value: 'no', label: t('consent.agreed-no') },
      ]}
      value={form.value('agreed')}
      error={form.error('agreed')}
      required
    />
  )
}

const DAYS = [30, 90, 180, 365]

/** The person's own languages first, then what is common in the country, and what was chosen already. */
export function languagesFor({ found, form }: Asked, languages: readonly string[]): string[] {
  const typed = form.value('language')
  return [...new Set([...found.languages, ...languages, ...(typed ? [typed] : [])])]
}

/** How the answer was given, and for how long it stands. */
export function AskedHow({ asked, languages }: PartProps & { languages: readonly string[] }) {
  const { visit, found, form } = asked
  const { t } = visit
  const mayGuard = protectedAsChild(found.ageGroup) && !found.guardianUnsafe
  const givers = GIVEN_BY.filter(each => each !== 'guardian' || mayGuard)
  return (
    <>
      <Radios
        name="givenBy"
        label={t('consent.given-by')}
        options={givers.map(value => ({ value, label: t(`consent.given-by-${value}`) }))}
        value={form.value('givenBy')}
        error={form.error('givenBy')}
      />
      <Radios
        name="how"
        label={t('consent.how')}
        options={HOW.map(value => ({ value, label: t(`consent.how-${value}`) }))}
        value={form.value('how')}
        error={form.error('how')}
      />
      <SelectField
        name="language"
        label={t('consent.language')}
        options={languagesFor(asked, languages).map(value => ({ value, label: t.languageName(value) }))}
        value={form.value('language')}
        empty={t('consent.language-choose')}
        error={form.error('language')}
      />
      <Checkboxes
        name="interpreter"
        label={t('consent.interpreter')}
        options={[{ value: 'on', label: t('consent.interpreter-used') }]}
        values={form.ticked('interpreter') ? ['on'] : []}
        error={form.error('interpreter')}
      />
      <SelectField
        name="validDays"
        label={t('consent.valid-for')}
        hint={t('consent.valid-hint')}
        options={DAYS.map(days => ({ value: String(days), label: t('consent.days', { count: days }) }))}
        value={form.value('validDays')}
        error={form.error('validDays')}
      />
    </>
  )
}
