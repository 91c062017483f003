import { ok } from '#domain/shared/result.ts'
import { formView } from '#server/http/form-view.ts'
import type { Page } from '#server/http/page.ts'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { AgencyFields } from './agency-fields.tsx'
import { ADMINISTRATOR } from './page-words.ts'

export const addAgencyPage: Page = {
  path: '/agencies/new',
  access: ADMINISTRATOR,
  async show(ctx, visit) {
    const { t, href, token } = visit
    const form = formView(visit)
    const body = (
      <QuestionPage
        title={t('agencies.add')}
        back={{ href: href('/agencies'), label: t('shell.back') }}
        lead={t('agencies.add-lead')}
        errors={{ title: form.problemTitle, errors: form.errors }}
      >
        <Form action={href('/agencies/new')} hidden={{ _form: token }}>
          <AgencyFields t={t} country={ctx.house.country} form={form} />
          <Buttons>
            <Button label={t('agencies.add')} />
          </Buttons>
        </Form>
      </QuestionPage>
    )
    return ok({ title: t('agencies.add'), body })
  },
}
