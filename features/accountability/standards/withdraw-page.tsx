import { ok, refuse } from '#domain/shared/result.ts'
import { formView } from '#server/http/form-view.ts'
import { action, type Page } from '#server/http/page.ts'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextArea } from '#web/components/form/text-field.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { EntryBlock } from './entries-view.tsx'
import { KEEPERS, WithdrawEntry } from './record.ts'
import { ownEntry, withdrawEntry } from './withdraw-entry.ts'

const Named = WithdrawEntry.pick({ year: true, entryId: true })

export const withdrawPage: Page = {
  path: '/standards/:year/evidence/:entryId/withdraw',
  access: KEEPERS,
  async show(ctx, visit) {
    const { t, href, token, params } = visit
    const named = Named.safeParse(params)
    const found = named.success ? await ownEntry(ctx, named.data) : refuse('standards-entry.not-found')
    if (!found.ok) return refuse('standards-entry.not-found')
    const entry = found.value
    const form = formView(visit)
    const body = (
      <QuestionPage
        title={t('standards.withdraw')}
        lead={<p>{t('standards.withdraw-lead')}</p>}
        back={{ href: href(`/standards/${entry.year}#criterion-${entry.criterion}`), label: t('shell.back') }}
        errors={{ title: form.problemTitle, errors: form.errors }}
      >
        <EntryBlock visit={visit} entry={entry} />
        <Form action={href(`/standards/${entry.year}/evidence/${entry.id}/withdraw`)} hidden={{ _form: token }}>
          <TextArea
            name="why"
            label={t('standards.why')}
            maxlength={2000}
            value={form.value('why')}
            error={form.error('why')}
          />
          <Buttons>
            <Button kind="danger" label={t('standards.withdraw')} />
          </Buttons>
        </Form>
      </QuestionPage>
    )
    return ok({ title: t('standards.withdraw'), body })
  },
}

export const withdrawAction = action({
  path: '/standards/:year/evidence/:entryId/withdraw',
  access: KEEPERS,
  input: WithdrawEntry,
  run: withdrawEntry,
  again: withdrawPage,
  next: (_, { year }) => `/standards/${year}`,
})
