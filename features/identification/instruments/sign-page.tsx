import { ok, refuse } from '#domain/shared/result.ts'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import { type FormView, formView } from '#server/http/form-view.ts'
import { action, type Page, type Visit } from '#server/http/page.ts'
import { Checkboxes, Radios } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { TextArea, TextField } from '#web/components/form/text-field.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { addSign, changeSign, removeSign } from './change-signs.ts'
import { readDraft } from './queries.ts'
import { AddSign, ChangeSign, EDITORS, OF_THE_WHOLE, RemoveSign, STATUSES } from './record.ts'
import { groupsIn, type ShownSign, signsIn } from './signs.ts'

const draftPath = (draftId: string) => `/instrument-drafts/${draftId}`

/** A question in each language, how strong a sign it is, and whether it means danger. */
function SignFields({ visit, form }: { visit: Visit; form: FormView }) {
  const { t } = visit
  const weights = (['strong', 'medium', 'weak'] as const).map(value => ({
    value,
    label: t(`instruments.weight-${value}`),
  }))
  return (
    <>
      {PUBLIC_LANGUAGES.map(each => (
        <TextArea
          key={each}
          name={each}
          label={t.languageName(each)}
          value={form.value(each)}
          error={form.error(each)}
          maxlength={600}
        />
      ))}
      <Radios
        name="weight"
        label={t('instruments.weight')}
        options={weights}
        value={form.value('weight')}
        error={form.error('weight')}
        required
      />
      <Checkboxes
        name="urgent"
        label={t('instruments.change-urgent')}
        options={[{ value: 'on', label: t('instruments.urgent') }]}
        values={form.ticked('urgent') ? ['on'] : []}
      />
      <Origin visit={visit} form={form} />
    </>
  )
}

/** Where the sign comes from, and whether somebody read it there. */
function Origin({ visit: { t }, form }: { visit: Visit; form: FormView }) {
  const own = STATUSES.map(value => ({ value, label: t(`instruments.source-${value}`) }))
  return (
    <>
      <TextArea
        name="source"
        label={t('instruments.change-sign-source')}
        hint={t('instruments.sign-source-hint')}
        rows={2}
        maxlength={600}
        value={form.value('source')}
        error={form.error('source')}
      />
      <Radios
        name="status"
        label={t('instruments.change-sign-status')}
        options={[{ value: OF_THE_WHOLE, label: t('instruments.of-the-whole') }, ...own]}
        value={form.value('status')}
        error={form.error('status')}
      />
    </>
  )
}

const stored = ({ question, weight, urgent, source, status }: ShownSign) => ({
  ...question,
  weight,
  urgent: urgent ? 'on' : null,
  source,
  status: status || OF_THE_WHOLE,
})

export const signPage: Page = {
  path: '/instrument-drafts/:draftId/signs/:place',
  access: EDITORS,
  async show(ctx, visit) {
    const { t, href, token, params } = visit
    const found = await readDraft(ctx, params.draftId)
    if (!found.ok) return found
    const sign = signsIn(found.value.body).find(each => each.place === params.place)
    if (!sign) return refuse('instrument.not-found')
    const form = formView(visit, stored(sign))
    const draft = draftPath(found.value.id)
    const hidden = { _form: token, version: String(found.value.version) }
    const body = (
      <QuestionPage
        title={t('instruments.change-sign')}
        lead={<p>{sign.place}</p>}
        back={{ href: href(draft), label: t('shell.back') }}
        errors={{ title: form.problemTitle, errors: form.errors }}
      >
        <Form action={href(`${draft}/signs/${sign.place}`)} hidden={hidden}>
          <SignFields visit={visit} form={form} />
          <Buttons>
            <Button label={t('instruments.save')} />
          </Buttons>
        </Form>
        <Form action={href(`${draft}/signs/${sign.place}/remove`)} hidden={hidden}>
          <Buttons>
            <Button kind="danger" label={t('instruments.remove')} />
          </Buttons>
        </Form>
      </QuestionPage>
    )
    return ok({ title: t('instruments.change-sign'), body })
  },
}

export const newSignPage: Page = {
  path: '/instrument-drafts/:draftId/new-sign',
  access: EDITORS,
  async show(ctx, visit) {
    const { t, href, token, params } = visit
    const found = await readDraft(ctx, params.draftId)
    if (!found.ok) return found
    const form = formView(visit, { status: OF_THE_WHOLE })
    const draft = draftPath(found.value.id)
    const groups = groupsIn(found.value.body).map(value => ({ value, label: value }))
    const body = (
      <QuestionPage
        title={t('instruments.add')}
        back={{ href: href(draft), label: t('shell.back') }}
        errors={{ title: form.problemTitle, errors: form.errors }}
      >
        <Form action={href(`${draft}/new-sign`)} hidden={{ _form: token, version: String(found.value.version) }}>
          <SelectField
            name="dimension"
            label={t('instruments.group')}
            options={groups}
            value={form.value('dimension')}
            error={form.error('dimension')}
          />
          <TextField
            name="sign"
            label={t('instruments.id')}
            hint={t('instruments.id-hint')}
            size="medium"
            maxlength={60}
            value={form.value('sign')}
            error={form.error('sign')}
          />
          <SignFields visit={visit} form={form} />
          <Buttons>
            <Button label={t('instruments.add')} />
          </Buttons>
        </Form>
      </QuestionPage>
    )
    return ok({ title: t('instruments.add'), body })
  },
}

const common = { access: EDITORS, next: ({ id }: { id: string }) => draftPath(id) }

export const signActions = [
  action({ ...common, path: signPage.path, input: ChangeSign, run: changeSign, again: signPage }),
  action({ ...common, path: `${signPage.path}/remove`, input: RemoveSign, run: removeSign, again: signPage }),
  action({ ...common, path: newSignPage.path, input: AddSign, run: addSign, again: newSignPage }),
]
