import { ok } from '#domain/shared/result.ts'
import { formView } from '#server/http/form-view.ts'
import { action, type Page } from '#server/http/page.ts'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { AnsweredChoice } from './answered-choice.tsx'
import { steeredMeasure } from './own-measure.ts'
import { listRecommendations } from './recommended.ts'
import { KEEPERS, SetAnswered } from './record.ts'
import { setAnswered } from './steer-measure.ts'

export const answersPage: Page = {
  path: '/measures/:measureId/answers',
  access: KEEPERS,
  async show(ctx, visit) {
    const { t, href, token, params } = visit
    const read = await steeredMeasure(ctx, params)
    if (!read.ok) return read
    const form = formView(visit, { recommendations: read.value.recommendations })
    const body = (
      <QuestionPage
        title={t('commitments-desk.answers-change')}
        back={{ href: href(`/measures/${read.value.id}`), label: t('shell.back') }}
        errors={{ title: form.problemTitle, errors: form.errors }}
      >
        <Form
          action={href(`/measures/${read.value.id}/answers`)}
          hidden={{ _form: token, version: form.value('version') ?? String(read.value.version) }}
        >
          <AnsweredChoice visit={visit} form={form} all={await listRecommendations(ctx)} />
          <Buttons>
            <Button label={t('commitments-desk.save')} />
          </Buttons>
        </Form>
      </QuestionPage>
    )
    return ok({ title: t('commitments-desk.answers-change'), body })
  },
}

export const answersAction = action({
  path: '/measures/:measureId/answers',
  access: KEEPERS,
  input: SetAnswered,
  run: setAnswered,
  again: answersPage,
  next: ({ id }) => `/measures/${id}`,
})
