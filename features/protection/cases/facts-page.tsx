import { CASE_LEADERS } from '#domain/access/roles.ts'
import { ok, type Result } from '#domain/shared/result.ts'
import type { Translate, WordKey } from '#knowledge/schema/words.ts'
import type { Ctx } from '#server/db/transact.ts'
import { formView } from '#server/http/form-view.ts'
import { action, type Page, type Screen, type Visit } from '#server/http/page.ts'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { changeCase } from './change-case.ts'
import { conflictScreen, inConflict, keepsTheirs, settledForm } from './conflict-page.tsx'
import { FactFields } from './facts-page-fields.tsx'
import { closedScreen, ownCase } from './own-case-page.tsx'
import { type CaseView, readCase } from './read-case.ts'
import { ChangeCase, type CodedCase } from './record.ts'

export const FACT_WORDS = {
  ageGroup: 'cases.age-group',
  personGroup: 'cases.person-group',
  languages: 'cases.languages',
  interpreter: 'cases.interpreter',
  stepFree: 'cases.step-free',
  mayContact: 'cases.may-contact',
  risk: 'cases.risk',
  citizenship: 'cases.citizenship',
} as const satisfies Partial<Record<keyof CodedCase, WordKey>>
export type FactName = keyof typeof FACT_WORDS
export const FACT_NAMES = Object.keys(FACT_WORDS) as FactName[]

export type Facts = Pick<ChangeCase, FactName>

/** The stored facts in the form's own shape: the database allows no other codes than the form does. */
const Stored = ChangeCase.strip()
const factsOf = (found: CaseView): ChangeCase =>
  Stored.parse({ ...found, caseId: found.id, citizenship: found.citizenship ?? undefined })

/** A fact as a person reads it. */
export function factInWords(t: Translate, name: FactName, facts: Facts): string {
  const value = facts[name]
  if (name === 'languages') return facts.languages.map(code => t.languageName(code)).join(', ')
  if (name === 'citizenship') return facts.citizenship ? t.countryName(facts.citizenship) : ''
  if (typeof value === 'boolean') return t(value ? 'shell.yes' : 'shell.no')
  return typeof value === 'string' ? t.coded(FACT_WORDS[name], value) : ''
}

const inWords = (t: Translate, facts: Facts) =>
  Object.fromEntries(FACT_NAMES.map(name => [name, factInWords(t, name, facts)]))

export const factsPage: Page = {
  path: '/cases/:caseId/facts',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const found = await ownCase(ctx, visit)
    if (!found.ok) return found
    if (found.value.status === 'closed') return ok(closedScreen(visit, found.value))
    return ok(conflict(visit, found.value) ?? factsForm(ctx, visit, found.value))
  },
}

function conflict(visit: Visit, found: CaseView): Screen | null {
  const { t } = visit
  const yours = inConflict(visit) ? Stored.safeParse({ ...visit.typed, caseId: found.id }) : null
  if (!yours?.success) return null
  return conflictScreen({
    visit,
    path: `/cases/${found.id}/facts`,
    version: found.version,
    title: t('cases.facts-change'),
    names: FACT_NAMES,
    label: name => t(FACT_WORDS[name as FactName]),
    yours: inWords(t, yours.data),
    theirs: inWords(t, factsOf(found)),
  })
}

function factsForm(ctx: Ctx, visit: Visit, found: CaseView): Screen {
  const { t, href, token } = visit
  const stored = {
    ageGroup: found.ageGroup,
    personGroup: found.personGroup,
    languages: found.languages,
    mayContact: found.mayContact,
    risk: found.risk,
    citizenship: found.citizenship,
    interpreter: String(found.interpreter),
    stepFree: String(found.stepFree),
  }
  const form = formView(visit, stored)
  const version = typeof visit.typed.version === 'string' ? visit.typed.version : String(found.version)
  const body = (
    <QuestionPage
      title={t('cases.facts-change')}
      lead={<p>{t('cases.facts-lead', { name: found.codeName })}</p>}
      back={{ href: href(`/cases/${found.id}`), label: t('shell.back') }}
      errors={{ title: form.problemTitle, errors: form.errors }}
    >
      <Form action={href(`/cases/${found.id}/facts`)} hidden={{ _form: token, version }}>
        <FactFields t={t} form={form} languages={ctx.house.country.languages} />
        <Buttons>
          <Button label={t('shell.save')} />
        </Buttons>
      </Form>
    </QuestionPage>
  )
  return { title: t('cases.facts-change'), body }
}

/** The verb, after a settled conflict with the fields that were left to the other side as they are stored. */
async function settle(ctx: Ctx, input: Record<string, unknown>): Promise<Result<{ id: string; version: number }>> {
  const yours = Stored.parse(input)
  const left = keepsTheirs(input, FACT_NAMES) as FactName[]
  if (left.length === 0) return changeCase(ctx, yours)
  const found = await readCase(ctx, yours.caseId)
  if (!found.ok) return found
  const theirs = factsOf(found.value)
  return changeCase(ctx, { ...yours, ...Object.fromEntries(left.map(name => [name, theirs[name]])) })
}

export const factsAction = action({
  path: '/cases/:caseId/facts',
  access: CASE_LEADERS,
  input: settledForm(ChangeCase, FACT_NAMES),
  run: settle,
  again: factsPage,
  next: (_, { caseId }) => `/cases/${caseId}`,
})
