import { CASE_LEADERS } from '#domain/access/roles.ts'
import { ok } from '#domain/shared/result.ts'
import { formView } from '#server/http/form-view.ts'
import { action, type Page } from '#server/http/page.ts'
import { Radios } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextArea } from '#web/components/form/text-field.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { addNarrative } from './add-narrative.ts'
import { closedScreen, ownCase } from './own-case-page.tsx'
import { AddNarrative } from './record.ts'

const KINDS = ['wish', 'note'] as const
const LONGEST = 8000

export const notePage: Page = {
  path: '/cases/:caseId/notes/new',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const { t, href, token, query } = visit
    const own = await ownCase(ctx, visit)
    if (!own.ok) return own
    const found = own.value
    if (found.status === 'closed') return ok(closedScreen(visit, found))
    const form = formView(visit, { kind: KINDS.find(kind => kind === query.kind) })
    const options = KINDS.map(value => ({
      value,
      label: t.coded('cases.note-kind', value),
      hint: t.coded('cases.note-kind-hint', value),
    }))
    const body = (
      <QuestionPage
        title={t('cases.add-note')}
        lead={<p>{t('cases.add-note-lead', { name: found.codeName })}</p>}
        back={{ href: href(`/cases/${found.id}`), label: t('shell.back') }}
        errors={{ title: form.problemTitle, errors: form.errors }}
      >
        <Form action={href(`/cases/${found.id}/notes/new`)} hidden={{ _form: token }}>
          <Radios
            name="kind"
            label={t('cases.note-kind')}
            options={options}
            value={form.value('kind')}
            error={form.error('kind')}
            required
          />
          <TextArea
            name="text"
            label={t('cases.note-text')}
            hint={t('cases.note-text-hint')}
            value={form.value('text')}
            error={form.error('text')}
            maxlength={LONGEST}
            rows={8}
            required
          />
          <Buttons>
            <Button label={t('shell.save')} />
          </Buttons>
        </Form>
      </QuestionPage>
    )
    return ok({ title: t('cases.add-note'), body })
  },
}

export const noteAction = action({
  path: '/cases/:caseId/notes/new',
  access: CASE_LEADERS,
  input: AddNarrative,
  run: addNarrative,
  again: notePage,
  next: (_, { caseId }) => `/cases/${caseId}#notes`,
})
