import { ok, refuse } from '#domain/shared/result.ts'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import { formView } from '#server/http/form-view.ts'
import { action, type Page } from '#server/http/page.ts'
import { Checkboxes, Radios } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextArea } from '#web/components/form/text-field.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { changeSign } from './change-sign.ts'
import { readDraft } from './queries.ts'
import { ChangeSign, EDITORS } from './record.ts'
import { signsIn } from './signs.ts'

export const signPage: Page = {
  path: '/instrument-drafts/:draftId/signs/:place',
  access: EDITORS,
  async show(ctx, visit) {
    const { t, href, token, params } = visit
    const found = await readDraft(ctx, params.draftId)
    if (!found.ok) return found
    const sign = signsIn(found.value.body).find(each => each.place === params.place)
    if (!sign) return refuse('instrument.not-found')
    const form = formView(visit, { ...sign.question, weight: sign.weight, urgent: sign.urgent ? 'on' : null })
    const draft = `/instrument-drafts/${found.value.id}`
    const weights = (['strong', 'medium', 'weak'] as const).map(value => ({
      value,
      label: t(`instruments.weight-${value}`),
    }))
    const body = (
      <QuestionPage
        title={t('instruments.change-sign')}
        lead={<p>{sign.place}</p>}
        back={{ href: href(draft), label: t('shell.back') }}
        errors={{ title: form.problemTitle, errors: form.errors }}
      >
        <Form
          action={href(`${draft}/signs/${sign.place}`)}
          hidden={{ _form: token, version: String(found.value.version) }}
        >
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
          <Buttons>
            <Button label={t('instruments.save')} />
          </Buttons>
        </Form>
      </QuestionPage>
    )
    return ok({ title: t('instruments.change-sign'), body })
  },
}

export const changeSignAction = action({
  path: '/instrument-drafts/:draftId/signs/:place',
  access: EDITORS,
  input: ChangeSign,
  run: changeSign,
  again: signPage,
  next: ({ id }) => `/instrument-drafts/${id}`,
})
