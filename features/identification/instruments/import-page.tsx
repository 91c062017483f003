import { ok } from '#domain/shared/result.ts'
import type { Instrument } from '#knowledge/schema/instrument.ts'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import type { Ctx } from '#server/db/transact.ts'
import { type FormView, formView } from '#server/http/form-view.ts'
import { type Page, uploadAction, type Visit } from '#server/http/page.ts'
import { FileField } from '#web/components/form/file-field.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { type CheckedForm, checkForm, importDraft } from './import-draft.ts'
import { Report } from './import-report.tsx'
import { Problems } from './page-parts.tsx'
import { formFile } from './read-form.ts'
import { EDITORS, ImportForm } from './record.ts'

const PATH = '/instruments/import'
const CHECK = '/instruments/import-check'
const ACCEPT = [
  '.xlsx',
  '.json',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/json',
]

type Choice = Pick<Instrument, 'id' | 'title'>
type FieldsProps = { visit: Visit; form: FormView; choices: readonly Choice[] }

/** What the file is to become, and the file; either only looked at, or made a draft. */
function ImportFields({ visit: { t, href, token }, form, choices }: FieldsProps) {
  return (
    <Form action={href(PATH)} hidden={{ _form: token }} multipart>
      <SelectField
        name="instrument"
        label={t('instrument-import.instrument')}
        empty={t('instrument-import.new')}
        options={choices.map(({ id, title }) => ({
          value: id,
          label: t('instrument-import.next', { title: title[t.language] }),
        }))}
        value={form.value('instrument')}
        error={form.error('instrument')}
      />
      <TextField
        name="name"
        label={t('instrument-import.name')}
        hint={t('instrument-import.name-hint')}
        size="medium"
        maxlength={60}
        value={form.value('name')}
        error={form.error('name')}
      />
      <SelectField
        name="language"
        label={t('instrument-import.language')}
        empty={t('instrument-import.no-language')}
        options={PUBLIC_LANGUAGES.map(value => ({ value, label: t.languageName(value) }))}
        value={form.value('language')}
        error={form.error('language')}
      />
      <FileField
        name="file"
        label={t('instrument-import.file')}
        hint={t('instrument-import.file-hint')}
        accept={ACCEPT}
        error={form.error('file')}
        required
      />
      <Buttons>
        <Button label={t('instrument-import.make')} />
        <Button kind="plain" action={href(CHECK)} label={t('instrument-import.check')} />
      </Buttons>
    </Form>
  )
}

/** Each instrument once, as its newest version calls itself. */
const choicesFor = ({ house }: Ctx): Choice[] => [
  ...new Map(house.knowledge.instruments.map(each => [each.id, each])).values(),
]

export const importPage: Page = {
  path: PATH,
  access: EDITORS,
  async show(ctx, visit) {
    const { t, href } = visit
    const form = formView(visit)
    const body = (
      <QuestionPage
        title={t('instrument-import.title')}
        lead={<p>{t('instrument-import.lead')}</p>}
        back={{ href: href('/instruments'), label: t('shell.back') }}
        errors={{ title: form.problemTitle, errors: form.errors }}
      >
        <ImportFields visit={visit} form={form} choices={choicesFor(ctx)} />
      </QuestionPage>
    )
    return ok({ title: t('instrument-import.title'), body })
  },
}

/** The report before anything is made. A browser does not send a chosen file twice, so it is chosen again. */
function Checked({ visit, checked, choices }: { visit: Visit; checked: CheckedForm; choices: Choice[] }) {
  const { t, href } = visit
  const { instrument, baseVersion, name, language, file } = checked
  const form = formView(visit, { ...(baseVersion === null ? { name } : { instrument }), language })
  return (
    <QuestionPage
      title={t('instrument-import.checked')}
      lead={<p>{t('instrument-import.checked-lead', { name: instrument })}</p>}
      back={{ href: href(PATH), label: t('shell.back') }}
    >
      <Report visit={visit} report={file.report} />
      <Problems visit={visit} body={file.body} />
      <h2>{t('instrument-import.make')}</h2>
      <ImportFields visit={visit} form={form} choices={choices} />
    </QuestionPage>
  )
}

export const importAction = uploadAction({
  path: PATH,
  access: EDITORS,
  input: ImportForm,
  upload: formFile,
  run: importDraft,
  again: importPage,
  next: ({ id }) => `/instrument-drafts/${id}/report`,
})

export const checkAction = uploadAction({
  path: CHECK,
  access: EDITORS,
  input: ImportForm,
  upload: formFile,
  run: async (ctx, input) => {
    const checked = await checkForm(ctx, input)
    return checked.ok ? ok({ checked: checked.value, choices: choicesFor(ctx) }) : checked
  },
  again: importPage,
  next: () => PATH,
  reveal: (shown, visit) => ({
    title: visit.t('instrument-import.checked'),
    body: <Checked visit={visit} {...shown} />,
  }),
})
