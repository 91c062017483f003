import { CASE_LEADERS } from '#domain/access/roles.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import { formView } from '#server/http/form-view.ts'
import { action, type Page } from '#server/http/page.ts'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { readAttachedCase } from './attached-case.ts'
import { listAttachments } from './queries.ts'
import { NamedAttachment } from './record.ts'
import { removeAttachment } from './remove-attachment.ts'

export const removeAttachmentPage: Page = {
  path: '/cases/:caseId/attachments/:attachmentId/remove',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const { t, href, token, params } = visit
    const found = await readAttachedCase(ctx, params.caseId)
    if (!found.ok) return found
    if (!found.value.mayWork) return refuse('case.not-lead')
    const listed = await listAttachments(ctx, found.value.id)
    const one = listed.ok ? listed.value.items.find(each => each.id === params.attachmentId) : undefined
    if (!one) return refuse('attachment.not-found')
    const form = formView(visit)
    const address = `/cases/${found.value.id}/attachments`
    const body = (
      <QuestionPage
        title={t('attachments.remove-title', { name: one.name || t('attachments.unnamed') })}
        lead={<p>{t('attachments.remove-lead')}</p>}
        back={{ href: href(address), label: t('shell.back') }}
        errors={{ title: form.problemTitle, errors: form.errors }}
      >
        <Form action={href(`${address}/${one.id}/remove`)} hidden={{ _form: token }}>
          <Buttons>
            <Button kind="danger" label={t('attachments.remove-now')} />
            <Button kind="plain" href={href(address)} label={t('attachments.keep')} />
          </Buttons>
        </Form>
      </QuestionPage>
    )
    return ok({ title: t('attachments.remove'), body })
  },
}

export const removeAttachmentAction = action({
  path: '/cases/:caseId/attachments/:attachmentId/remove',
  access: CASE_LEADERS,
  input: NamedAttachment,
  run: removeAttachment,
  again: removeAttachmentPage,
  next: (_, { caseId }) => `/cases/${caseId}/attachments?done=removed`,
})
