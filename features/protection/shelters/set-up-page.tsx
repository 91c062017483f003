import { isId } from '#domain/shared/ids.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import { GROUPS } from '#domain/shelters/match.ts'
import type { Ctx } from '#server/db/transact.ts'
import { type FormView, formView } from '#server/http/form-view.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Checkboxes, Radios } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { TextArea, TextField } from '#web/components/form/text-field.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { ownShelter } from './board-queries.ts'
import { regionOptions } from './page-words.ts'
import { MANAGER } from './record.ts'

function ShelterForm({ ctx, visit, form }: { ctx: Ctx; visit: Visit; form: FormView }) {
  const { t, href, token } = visit
  const languages = ctx.house.country.languages.map(value => ({ value, label: t.languageName(value) }))
  return (
    <Form action={href('/shelters/new')} hidden={{ _form: token }}>
      <TextField
        name="code"
        label={t('shelters.code')}
        hint={t('shelters.code-hint')}
        value={form.value('code')}
        error={form.error('code')}
        size="medium"
        maxlength={40}
        required
      />
      <SelectField
        name="region"
        label={t('shelters.region')}
        options={regionOptions(ctx.house, t)}
        value={form.value('region')}
        error={form.error('region')}
        empty={t('shell.nothing')}
        required
      />
      <Checkboxes
        id="languages"
        name="languages[]"
        label={t('shelters.speaks-label')}
        options={languages}
        values={form.values('languages')}
        error={form.error('languages')}
      />
      <AddressField visit={visit} form={form} />
      <Buttons>
        <Button label={t('shelters.add-shelter')} />
      </Buttons>
    </Form>
  )
}

export function AddressField({ visit: { t }, form }: { visit: Visit; form: FormView }) {
  return (
    <TextArea
      name="address"
      label={t('shelters.address')}
      hint={t('shelters.address-hint')}
      value={form.value('address')}
      error={form.error('address')}
      rows={3}
      maxlength={500}
      required
    />
  )
}

export const problems = (form: FormView) => ({ title: form.problemTitle, errors: form.errors })

export const newShelterPage: Page = {
  path: '/shelters/new',
  access: MANAGER,
  async show(ctx, visit) {
    const { t, href } = visit
    const form = formView(visit)
    const title = t('shelters.add-shelter')
    const back = { href: href('/shelters'), label: t('shelters.title') }
    const body = (
      <QuestionPage title={title} back={back} errors={problems(form)}>
        <ShelterForm ctx={ctx} visit={visit} form={form} />
      </QuestionPage>
    )
    return ok({ title, body })
  },
}

function UnitForm({ visit, form, shelterId }: { visit: Visit; form: FormView; shelterId: string }) {
  const { t, href, token } = visit
  const field = (name: string) => ({ name, value: form.value(name), error: form.error(name) })
  return (
    <Form action={href(`/shelters/${shelterId}/units/new`)} hidden={{ _form: token }}>
      <TextField
        {...field('label')}
        label={t('shelters.unit-label')}
        hint={t('shelters.unit-label-hint')}
        size="medium"
        maxlength={40}
        required
      />
      <Radios
        {...field('personGroup')}
        label={t('shelters.for-whom')}
        options={GROUPS.map(value => ({ value, label: t.coded('shelters.group', value) }))}
        required
      />
      <TextField
        {...field('beds')}
        label={t('shelters.beds')}
        size="short"
        inputmode="numeric"
        maxlength={2}
        required
      />
      <TextField
        {...field('stepFreeBeds')}
        label={t('shelters.step-free-beds')}
        size="short"
        inputmode="numeric"
        maxlength={2}
      />
      <Buttons>
        <Button label={t('shelters.add-unit')} />
      </Buttons>
    </Form>
  )
}

export const newUnitPage: Page = {
  path: '/shelters/:shelterId/units/new',
  access: MANAGER,
  async show(ctx, visit) {
    const { t, href } = visit
    const shelterId = visit.params.shelterId ?? ''
    const shelter = isId(shelterId) ? await ownShelter(ctx, shelterId) : null
    if (!shelter) return refuse('shelter.not-found')
    const form = formView(visit)
    const title = t('shelters.add-unit')
    const back = { href: href(`/shelters/${shelterId}`), label: shelter.code }
    const body = (
      <QuestionPage title={title} back={back} errors={problems(form)}>
        <UnitForm visit={visit} form={form} shelterId={shelterId} />
      </QuestionPage>
    )
    return ok({ title, body })
  },
}
