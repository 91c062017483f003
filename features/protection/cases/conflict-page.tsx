import { z } from 'zod'
import { code, codes, text } from '#server/http/fields.ts'
import { formView } from '#server/http/form-view.ts'
import type { Screen, Visit } from '#server/http/page.ts'
import type { Typed } from '#server/http/read-fields.ts'
import { Conflict } from '#web/components/conflict/conflict.tsx'
import { Button, Buttons, Form, Hidden } from '#web/components/form/form.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'

const SIDES = ['yours', 'theirs'] as const
type Side = (typeof SIDES)[number]

/** What the conflict page adds to a form: the fields that were shown side by side, and the side that was kept of each. */
const keptFields = (names: readonly string[]): Record<string, z.ZodType> => ({
  conflict: codes(text(40), 40).optional(),
  ...Object.fromEntries(names.map(name => [`keep.${name}`, code(SIDES).optional()])),
})

/** A form's schema that also takes a settled conflict: every field that was shown has to be decided. */
export function settledForm<S extends z.ZodObject>(schema: S, names: readonly string[]): z.ZodObject {
  return z.strictObject({ ...schema.shape, ...keptFields(names) }).superRefine((value, check) => {
    const shown = (value as { conflict?: string[] }).conflict ?? []
    for (const name of shown.filter(each => names.includes(each) && !keptSide(value, each))) {
      check.addIssue({ code: 'custom', path: [`keep.${name}`], params: { why: 'required' } })
    }
  })
}

export const keptSide = (typed: Record<string, unknown>, name: string): Side | undefined =>
  SIDES.find(side => side === typed[`keep.${name}`])

export const keepsTheirs = (typed: Record<string, unknown>, names: readonly string[]): string[] =>
  names.filter(name => keptSide(typed, name) === 'theirs')

/** True where somebody was faster, or where the choice between the two is not made yet. */
export const inConflict = ({ refusal, typed }: Visit): boolean =>
  refusal?.code === 'case.stale' || typed.conflict !== undefined

type Shown = Record<string, string>
type ConflictPage = {
  visit: Visit
  path: string
  /** The version that is stored now, which the decision is made on. */
  version: number
  title: string
  names: readonly string[]
  label: (name: string) => string
  /** Both sides in words, as a person reads them. */
  yours: Shown
  theirs: Shown
}

/** Both values of each field that differs, side by side. What was typed travels along, so that nothing is lost. */
export function conflictScreen(page: ConflictPage): Screen {
  const { visit, path, version, title, names, label, yours, theirs } = page
  const { t, href, token, typed } = visit
  const differing = names.filter(name => (yours[name] ?? '') !== (theirs[name] ?? ''))
  const form = formView({ ...visit, refusal: null })
  const errors = form.errors.map(({ at, text: sentence }) => ({ at: at && `${at}.yours`, text: sentence }))
  const body = (
    <QuestionPage
      title={title}
      back={{ href: href(`/cases/${visit.params.caseId}`), label: t('shell.back') }}
      errors={{ title: form.problemTitle, errors }}
    >
      <Form action={href(path)} hidden={{ _form: token, version: String(version) }}>
        {carried(typed).map(([name, value]) => (
          <Hidden key={`${name} ${value}`} name={name} value={value} />
        ))}
        {['shown', ...differing].map(name => (
          <Hidden key={name} name="conflict[]" value={name} />
        ))}
        <Conflict
          title={t('cases.conflict-title')}
          explains={t(differing.length > 0 ? 'cases.conflict-lead' : 'cases.conflict-none')}
          labels={{ yours: t('cases.conflict-yours'), theirs: t('cases.conflict-theirs') }}
          empty={t('cases.conflict-empty')}
          fields={differing.map(name => ({
            name,
            label: label(name),
            yours: yours[name] ?? '',
            theirs: theirs[name] ?? '',
            kept: keptSide(typed, name),
          }))}
        />
        <Buttons>
          <Button label={t('cases.conflict-save')} />
          <Button kind="plain" href={href(`/cases/${visit.params.caseId}`)} label={t('cases.conflict-leave')} />
        </Buttons>
      </Form>
    </QuestionPage>
  )
  return { title, body }
}

function carried(typed: Typed): [string, string][] {
  return Object.entries(typed)
    .filter(([name]) => name !== 'version' && name !== 'conflict' && !name.startsWith('keep.'))
    .flatMap(([name, value]): [string, string][] => {
      if (typeof value === 'string') return [[name, value]]
      return Array.isArray(value) ? value.map(each => [`${name}[]`, each]) : []
    })
}
