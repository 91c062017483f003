import { OFFER_SIGNS } from '#domain/prevention/offer-warning.ts'
import { isId } from '#domain/shared/ids.ts'
import { ok } from '#domain/shared/result.ts'
import { formView } from '#server/http/form-view.ts'
import type { Page } from '#server/http/page.ts'
import { Checkboxes } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextArea, TextField } from '#web/components/form/text-field.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { WARNERS } from './record.ts'

export const newWarningPage: Page = {
  path: '/offer-warnings/new',
  access: WARNERS,
  async show(_, visit) {
    const { t, href, token, query } = visit
    const form = formView(visit)
    const asked = form.value('tipId') ?? query.tip ?? ''
    const tip = isId(asked) ? { tipId: asked } : {}
    const field = (name: string) => ({ name, value: form.value(name), error: form.error(name) })
    const body = (
      <QuestionPage
        title={t('offers.note')}
        lead={<p>{t('offers.note-lead')}</p>}
        back={{ href: href('/offer-warnings'), label: t('shell.back') }}
        errors={{ title: form.problemTitle, errors: form.errors }}
      >
        <Form action={href('/offer-warnings/new')} hidden={{ _form: token, ...tip }}>
          <TextField
            {...field('offeredBy')}
            label={t('offers.offered-by')}
            hint={t('offers.offered-by-hint')}
            maxlength={300}
          />
          <Checkboxes
            id="signs"
            name="signs[]"
            label={t('offers.signs')}
            options={OFFER_SIGNS.map(value => ({ value, label: t.coded('offers.sign', value) }))}
            values={form.values('signs')}
            error={form.error('signs')}
          />
          <TextField
            {...field('workCountry')}
            label={t('offers.work-country')}
            hint={t('offers.work-country-hint')}
            size="short"
            maxlength={2}
          />
          <TextField {...field('workRegion')} label={t('offers.work-region')} size="medium" maxlength={100} />
          <TextArea {...field('words')} label={t('offers.words')} maxlength={2000} />
          <Buttons>
            <Button label={t('offers.save')} />
          </Buttons>
        </Form>
      </QuestionPage>
    )
    return ok({ title: t('offers.note'), body })
  },
}
