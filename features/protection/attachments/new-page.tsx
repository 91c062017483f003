import { CASE_LEADERS } from '#domain/access/roles.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import { MEDIA } from '#server/files/media.ts'
import { formView } from '#server/http/form-view.ts'
import { type Page, uploadAction } from '#server/http/page.ts'
import { kept } from '#server/http/uploads.ts'
import { Checkboxes } from '#web/components/form/choices.tsx'
import { FileField } from '#web/components/form/file-field.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { addAttachment } from './add-attachment.ts'
import { readAttachedCase } from './attached-case.ts'
import { AddAttachment } from './record.ts'
import { sizeIn } from './size-in.ts'

export const newAttachmentPage: Page = {
  path: '/cases/:caseId/attachments/new',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const { t, href, token } = visit
    const found = await readAttachedCase(ctx, visit.params.caseId)
    if (!found.ok) return found
    if (!found.value.mayWork) return refuse('case.not-lead')
    const form = formView(visit)
    const address = `/cases/${found.value.id}/attachments`
    const original = { value: 'on', label: t('attachments.keep-original'), hint: t('attachments.keep-original-hint') }
    const body = (
      <QuestionPage
        title={t('attachments.add')}
        lead={<p>{t('attachments.add-lead', { name: found.value.codeName })}</p>}
        back={{ href: href(address), label: t('shell.back') }}
        errors={{ title: form.problemTitle, errors: form.errors }}
      >
        <Form action={href(`${address}/new`)} hidden={{ _form: token }} multipart>
          <Checkboxes
            name="original"
            label={t('attachments.photos')}
            hint={t('attachments.photos-hint')}
            options={[original]}
            values={form.ticked('original') ? ['on'] : []}
          />
          <FileField
            name="file"
            label={t('attachments.file')}
            hint={t('attachments.file-hint', { size: sizeIn(t, ctx.house.vault.mostBytes) })}
            error={form.error('file')}
            accept={Object.keys(MEDIA)}
            required
          />
          <Buttons>
            <Button label={t('attachments.add')} />
          </Buttons>
        </Form>
      </QuestionPage>
    )
    return ok({ title: t('attachments.add'), body })
  },
}

export const addAttachmentAction = uploadAction({
  path: '/cases/:caseId/attachments/new',
  access: CASE_LEADERS,
  input: AddAttachment,
  upload: ({ original }) => kept(original),
  run: addAttachment,
  again: newAttachmentPage,
  next: (_, { caseId }) => `/cases/${caseId}/attachments?done=added`,
})
