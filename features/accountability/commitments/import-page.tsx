import { ok } from '#domain/shared/result.ts'
import { THEMES } from '#knowledge/schema/recommendations.ts'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import { type FormView, formView } from '#server/http/form-view.ts'
import { action, type Page, type Visit } from '#server/http/page.ts'
import { Checkboxes } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { TextArea, TextField } from '#web/components/form/text-field.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { KEEPERS, KeepRecommendations, MOST_CANDIDATES, placeAt, SplitReport } from './record.ts'
import { type Candidates, keepRecommendations, splitIntoCandidates } from './take-recommendations.ts'

const PATH = '/recommendations/import'
const KEEP = '/recommendations/import/keep'

type Props = { visit: Visit; form: FormView }

/** Which report it is. */
function Report({ visit: { t }, form }: Props) {
  const field = (name: string) => ({ name, value: form.value(name), error: form.error(name) })
  return (
    <>
      <TextField {...field('year')} label={t('commitments-desk.year')} size="short" inputmode="numeric" maxlength={4} />
      <TextField
        {...field('document')}
        label={t('commitments-desk.document')}
        hint={t('commitments-desk.document-hint')}
        maxlength={300}
      />
      <SelectField
        {...field('language')}
        label={t('commitments-desk.language')}
        empty={t('commitments-desk.choose')}
        options={PUBLIC_LANGUAGES.map(value => ({ value, label: t.languageName(value) }))}
      />
    </>
  )
}

export const importPage: Page = {
  path: PATH,
  access: KEEPERS,
  async show(_, visit) {
    const { t, href, token } = visit
    const form = formView(visit)
    const body = (
      <QuestionPage
        title={t('commitments-desk.import')}
        lead={<p>{t('commitments-desk.import-lead')}</p>}
        back={{ href: href('/recommendations'), label: t('shell.back') }}
        errors={{ title: form.problemTitle, errors: form.errors }}
      >
        <Form action={href(PATH)} hidden={{ _form: token }}>
          <Report visit={visit} form={form} />
          <TextArea
            name="report"
            label={t('commitments-desk.report-text')}
            rows={12}
            maxlength={50_000}
            value={form.value('report')}
            error={form.error('report')}
          />
          <Buttons>
            <Button label={t('commitments-desk.split')} />
          </Buttons>
        </Form>
      </QuestionPage>
    )
    return ok({ title: t('commitments-desk.import'), body })
  },
}

function Candidate({ visit: { t }, form, place, number }: Props & { place: string; number: number }) {
  return (
    <fieldset>
      <legend>{t('commitments-desk.candidate', { number })}</legend>
      <Checkboxes
        id={`keep-${place}`}
        name="keep[]"
        label={t('commitments-desk.candidate-take')}
        options={[{ value: place, label: t('commitments-desk.candidate-is') }]}
        values={form.values('keep')}
      />
      <TextArea
        name={`words[${place}]`}
        id={`words.${place}`}
        label={t('commitments-desk.candidate-words')}
        rows={3}
        maxlength={2000}
        value={form.entry('words', place)}
        error={form.error(`words.${place}`)}
      />
      <SelectField
        name={`theme[${place}]`}
        id={`theme.${place}`}
        label={t('commitments-desk.theme')}
        empty={t('commitments-desk.choose')}
        options={THEMES.map(value => ({ value, label: t(`commitments-desk.theme-${value}`) }))}
        value={form.entry('theme', place)}
        error={form.error(`theme.${place}`)}
      />
    </fieldset>
  )
}

function Check({ visit }: { visit: Visit }) {
  const { t, href, token } = visit
  const form = formView(visit)
  const places = Array.from({ length: MOST_CANDIDATES }, (_, index) => placeAt(index)).filter(
    place => form.entry('words', place) !== undefined || form.values('keep').includes(place),
  )
  return (
    <QuestionPage
      title={t('commitments-desk.check')}
      lead={<p>{t('commitments-desk.check-lead')}</p>}
      back={{ href: href(PATH), label: t('shell.back') }}
      errors={{ title: form.problemTitle, errors: form.errors }}
    >
      <Form action={href(KEEP)} hidden={{ _form: token }}>
        <Report visit={visit} form={form} />
        <div id="keep">
          {places.map((place, at) => (
            <Candidate key={place} visit={visit} form={form} place={place} number={at + 1} />
          ))}
        </div>
        <Buttons>
          <Button label={t('commitments-desk.keep')} />
        </Buttons>
      </Form>
    </QuestionPage>
  )
}

/** Nothing is ticked beforehand: each is taken by a person who has read it. */
const asTyped = ({ year, document, language, candidates }: Candidates): Visit['typed'] => ({
  year: String(year),
  document,
  language,
  words: Object.fromEntries(candidates.map((words, index) => [placeAt(index), words])),
})

/** What was typed, again; without it the first step. */
export const checkPage: Page = {
  path: KEEP,
  access: KEEPERS,
  async show(ctx, visit) {
    if (Object.keys(visit.typed).length === 0 && visit.problems.length === 0) return importPage.show(ctx, visit)
    return ok({ title: visit.t('commitments-desk.check'), body: <Check visit={visit} /> })
  },
}

export const importActions = [
  action({
    path: PATH,
    access: KEEPERS,
    input: SplitReport,
    run: splitIntoCandidates,
    again: importPage,
    next: () => KEEP,
    reveal: (found, visit) => ({
      title: visit.t('commitments-desk.check'),
      body: <Check visit={{ ...visit, typed: asTyped(found) }} />,
    }),
  }),
  action({
    path: KEEP,
    access: KEEPERS,
    input: KeepRecommendations,
    run: keepRecommendations,
    again: checkPage,
    next: () => '/recommendations',
  }),
]
