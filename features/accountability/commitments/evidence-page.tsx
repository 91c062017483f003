import { isId } from '#domain/shared/ids.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import { sizeIn } from '#features/protection/attachments/size-in.ts'
import { MEDIA } from '#server/files/media.ts'
import { formView } from '#server/http/form-view.ts'
import { action, type Page, uploadAction } from '#server/http/page.ts'
import { kept } from '#server/http/uploads.ts'
import { FileField } from '#web/components/form/file-field.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { addEvidence, readEvidence, removeEvidence } from './evidence.ts'
import { measurePage } from './measure-page.tsx'
import { steeredMeasure } from './own-measure.ts'
import { AddEvidence, KEEPERS, NamedEvidence } from './record.ts'

export const newEvidencePage: Page = {
  path: '/measures/:measureId/evidence/new',
  access: KEEPERS,
  async show(ctx, visit) {
    const { t, href, token, params } = visit
    const read = await steeredMeasure(ctx, params)
    if (!read.ok) return read
    const form = formView(visit)
    const address = `/measures/${read.value.id}`
    const body = (
      <QuestionPage
        title={t('commitments-desk.evidence-add')}
        lead={<p>{t('commitments-desk.evidence-lead')}</p>}
        back={{ href: href(address), label: t('shell.back') }}
        errors={{ title: form.problemTitle, errors: form.errors }}
      >
        <Form action={href(`${address}/evidence/new`)} hidden={{ _form: token }} multipart>
          <TextField
            name="shows"
            label={t('commitments-desk.shows')}
            maxlength={300}
            value={form.value('shows')}
            error={form.error('shows')}
          />
          <FileField
            name="file"
            label={t('attachments.file')}
            hint={t('attachments.file-hint', { size: sizeIn(t, ctx.house.vault.mostBytes) })}
            accept={Object.keys(MEDIA)}
            error={form.error('file')}
            required
          />
          <Buttons>
            <Button label={t('commitments-desk.evidence-add')} />
          </Buttons>
        </Form>
      </QuestionPage>
    )
    return ok({ title: t('commitments-desk.evidence-add'), body })
  },
}

const back = (_: unknown, { measureId }: Record<string, string>) => `/measures/${measureId}`

/** What the camera wrote into a photo is removed, as everywhere. */
export const addEvidenceAction = uploadAction({
  path: '/measures/:measureId/evidence/new',
  access: KEEPERS,
  input: AddEvidence,
  upload: () => kept(false),
  run: addEvidence,
  again: newEvidencePage,
  next: back,
})

export const removeEvidenceAction = action({
  path: '/measures/:measureId/evidence/:evidenceId/remove',
  access: KEEPERS,
  input: NamedEvidence,
  run: removeEvidence,
  again: measurePage,
  next: back,
})

export const evidenceFilePage: Page = {
  path: '/measures/:measureId/evidence/:evidenceId/file',
  access: 'signed-in',
  file: true,
  async show(ctx, { params: { measureId = '', evidenceId = '' } }) {
    if (!isId(measureId) || !isId(evidenceId)) return refuse('measure.not-found')
    return readEvidence(ctx, { measureId, evidenceId })
  },
}
