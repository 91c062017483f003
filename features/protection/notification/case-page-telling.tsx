import { EXPLOITATION, TOLD_HOW } from '#domain/notification/notification.ts'
import { dayIn } from '#domain/shared/dates.ts'
import { type FormView, formView } from '#server/http/form-view.ts'
import { Radios } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import { addressOf, type Sheet } from './case-page-parts.tsx'
import type { DutyOut } from './record.ts'

type PartProps = { sheet: Sheet; form: FormView }

/** To whom, and what of it only the worker can say. */
function What({ sheet: { ctx, visit, receivers }, form }: PartProps) {
  const { t } = visit
  const region = (code: string) => ctx.house.country.regions.find(each => each.id === code)?.name[t.language] ?? code
  return (
    <>
      <SelectField
        name="toAgencyId"
        label={t('notification.to')}
        options={receivers.map(({ id, name, region: code }) => ({ value: id, label: `${name} · ${region(code)}` }))}
        value={form.value('toAgencyId')}
        error={form.error('toAgencyId')}
        empty={t('notification.to-choose')}
        required
      />
      <Radios
        name="exploitation"
        label={t('notification.exploitation')}
        hint={t('notification.exploitation-hint')}
        options={[
          { value: '', label: t('notification.not-stated') },
          ...EXPLOITATION.map(value => ({ value, label: t(`notification.exploitation-${value}`) })),
        ]}
        value={form.value('exploitation') ?? ''}
        error={form.error('exploitation')}
      />
      <TextField
        name="persons"
        label={t('notification.field-persons')}
        inputmode="numeric"
        size="short"
        value={form.value('persons')}
        error={form.error('persons')}
      />
    </>
  )
}

function How({ sheet: { ctx, visit, found }, form }: PartProps) {
  const { t } = visit
  const languages = [...new Set([...found.owed.languages, ...ctx.house.country.languages])]
  return (
    <>
      <TextField
        name="toldOn"
        type="date"
        label={t('notification.told-on')}
        size="medium"
        value={form.value('toldOn')}
        error={form.error('toldOn')}
        required
      />
      <SelectField
        name="language"
        label={t('notification.told-language')}
        options={languages.map(value => ({ value, label: t.languageName(value) }))}
        value={form.value('language')}
        error={form.error('language')}
      />
      <Radios
        name="how"
        label={t('notification.told-how')}
        options={TOLD_HOW.map(value => ({ value, label: t(`notification.how-${value}`) }))}
        value={form.value('how')}
        error={form.error('how')}
        required
      />
    </>
  )
}

/** What the form begins with: what was told before, where it is told anew. */
const known = ({ toAgencyId, toldOn, toldLanguage, toldHow, goesOut }: DutyOut) => ({
  toAgencyId,
  toldOn,
  language: toldLanguage,
  how: toldHow,
  exploitation: goesOut.exploitation,
  persons: String(goesOut.persons ?? 1),
})

export function Telling({ sheet, before }: { sheet: Sheet; before?: DutyOut }) {
  const { ctx, visit, found } = sheet
  const { t, token } = visit
  const today = dayIn(ctx.house.country.timeZone, ctx.now)
  const fresh = { toldOn: today, language: found.owed.languages[0], persons: '1' }
  const form = formView(visit, before ? known(before) : fresh)
  return (
    <Form action={`${addressOf(sheet)}/telling`} hidden={{ _form: token }} label={t('notification.tell')}>
      <h2>{t('notification.tell')}</h2>
      <p>{t('notification.tell-lead')}</p>
      <What sheet={sheet} form={form} />
      <How sheet={sheet} form={form} />
      <Buttons>
        <Button label={t('notification.tell-save')} />
      </Buttons>
    </Form>
  )
}
