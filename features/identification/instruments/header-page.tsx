import { ok } from '#domain/shared/result.ts'
import { SITUATIONS } from '#knowledge/schema/instrument.ts'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import { type FormView, formView } from '#server/http/form-view.ts'
import { action, type Page, type Visit } from '#server/http/page.ts'
import { Checkboxes, Radios } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextArea, TextField } from '#web/components/form/text-field.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { changeHeader } from './change-signs.ts'
import { readDraft } from './queries.ts'
import { AGES, ChangeHeader, EDITORS, STATUSES } from './record.ts'

const SCORINGS = ['ilo-delphi', 'any-strong', 'count'] as const

const textsIn = (value: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(value ?? {}).filter(([, text]) => typeof text === 'string'))

/** What the draft says now, flat as a form has it. */
function stored(body: Record<string, unknown>) {
  const scoring = (body.scoring ?? { kind: 'ilo-delphi' }) as { kind?: string; refer?: number; referNow?: number }
  const plain = (value: unknown) => (typeof value === 'string' ? value : undefined)
  return {
    age: plain(body.age),
    situations: SITUATIONS.filter(each => Array.isArray(body.situations) && body.situations.includes(each)),
    scoring: scoring.kind,
    refer: scoring.refer?.toString(),
    referNow: scoring.referNow?.toString(),
    source: plain(body.source),
    status: plain(body.status),
    licence: plain(body.licence),
  }
}

type TextsProps = { visit: Visit; form: FormView; name: 'title' | 'description'; now: Record<string, string> }

function Texts({ visit: { t }, form, name, now }: TextsProps) {
  return PUBLIC_LANGUAGES.map(each => (
    <TextArea
      key={each}
      name={`${name}[${each}]`}
      id={`${name}.${each}`}
      label={`${t(`instruments.change-${name}`)}: ${t.languageName(each)}`}
      rows={2}
      maxlength={600}
      value={form.entry(name, each) ?? now[each]}
      error={form.error(`${name}.${each}`)}
    />
  ))
}

/** Whom it is for, and where. */
function Use({ visit: { t }, form }: { visit: Visit; form: FormView }) {
  return (
    <>
      <Radios
        name="age"
        label={t('instruments.change-age')}
        options={AGES.map(value => ({ value, label: t(`instruments.age-${value}`) }))}
        value={form.value('age')}
        error={form.error('age')}
      />
      <Checkboxes
        id="situations"
        name="situations[]"
        label={t('instruments.change-situations')}
        options={SITUATIONS.map(value => ({ value, label: t(`instruments.situation-${value}`) }))}
        values={form.values('situations')}
        error={form.error('situations')}
      />
    </>
  )
}

function Rest({ visit: { t }, form }: { visit: Visit; form: FormView }) {
  const line = (name: 'source' | 'licence') => (
    <TextArea
      name={name}
      label={t(`instruments.change-${name}`)}
      rows={2}
      maxlength={600}
      value={form.value(name)}
      error={form.error(name)}
    />
  )
  const number = (name: 'refer' | 'referNow', label: string) => (
    <TextField
      name={name}
      label={label}
      hint={t('instruments.threshold-hint')}
      size="short"
      inputmode="numeric"
      value={form.value(name)}
      error={form.error(name)}
    />
  )
  return (
    <>
      <Radios
        name="scoring"
        label={t('instruments.change-scoring')}
        options={SCORINGS.map(value => ({ value, label: t(`instruments.scoring-${value}`) }))}
        value={form.value('scoring')}
        error={form.error('scoring')}
      />
      {number('refer', t('instruments.refer-from'))}
      {number('referNow', t('instruments.refer-now-from'))}
      {line('source')}
      <Radios
        name="status"
        label={t('instruments.change-status')}
        options={STATUSES.map(value => ({ value, label: t(`instruments.source-${value}`) }))}
        value={form.value('status')}
        error={form.error('status')}
      />
      {line('licence')}
    </>
  )
}

export const headerPage: Page = {
  path: '/instrument-drafts/:draftId/header',
  access: EDITORS,
  async show(ctx, visit) {
    const { t, href, token, params } = visit
    const found = await readDraft(ctx, params.draftId)
    if (!found.ok) return found
    const { id, version, body: now } = found.value
    const form = formView(visit, stored(now))
    const draft = href(`/instrument-drafts/${id}`)
    const body = (
      <QuestionPage
        title={t('instruments.header')}
        back={{ href: draft, label: t('shell.back') }}
        errors={{ title: form.problemTitle, errors: form.errors }}
      >
        <Form action={`${draft}/header`} hidden={{ _form: token, version: String(version) }}>
          <Texts visit={visit} form={form} name="title" now={textsIn(now.title)} />
          <Texts visit={visit} form={form} name="description" now={textsIn(now.description)} />
          <Use visit={visit} form={form} />
          <Rest visit={visit} form={form} />
          <Buttons>
            <Button label={t('instruments.save')} />
          </Buttons>
        </Form>
      </QuestionPage>
    )
    return ok({ title: t('instruments.header'), body })
  },
}

export const headerAction = action({
  path: headerPage.path,
  access: EDITORS,
  input: ChangeHeader,
  run: changeHeader,
  again: headerPage,
  next: ({ id }) => `/instrument-drafts/${id}`,
})
