import type { ComponentChildren } from 'preact'
import { isId } from '#domain/shared/ids.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { FormView } from '#server/http/form-view.ts'
import type { Visit } from '#server/http/page.ts'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import type { PlanHead, PlanOut } from './answers.ts'
import { readPlan } from './queries.ts'

export type Begun = PlanOut & { plan: PlanHead }

/** The plan that an address names. What is no id is answered exactly as an unknown one. */
export async function namedPlan(ctx: Ctx, visit: Visit): Promise<Result<PlanOut>> {
  const { caseId } = visit.params
  return caseId && isId(caseId) ? readPlan(ctx, caseId) : refuse('case.not-found')
}

/** The plan behind a form: of the agency that leads the case. */
export async function ownPlan(ctx: Ctx, visit: Visit): Promise<Result<Begun>> {
  const found = await namedPlan(ctx, visit)
  if (!found.ok) return found
  if (!found.value.leads) return refuse('case.not-lead')
  const { plan } = found.value
  return plan ? ok({ ...found.value, plan }) : refuse('plan.not-found')
}

export const options = (t: Translate, prefix: string, values: readonly string[]) =>
  values.map(value => ({ value, label: t.coded(prefix, value) }))

export const dayOf = (t: Translate, day: string | null): string | undefined =>
  day ? t.day(new Date(`${day}T12:00:00Z`)) : undefined

export const planPath = (caseId: string, rest = '') => `/cases/${caseId}/plan${rest}`

type QuestionProps = {
  visit: Visit
  form: FormView
  caseId: string
  /** Where the form is sent, below the plan. */
  to: string
  title: string
  lead?: ComponentChildren
  button: string
  danger?: boolean
  hidden?: Record<string, string>
  children?: ComponentChildren
}

/** One form of the plan, on a page of its own. */
export function PlanQuestion({
  visit,
  form,
  caseId,
  to,
  title,
  lead,
  button,
  danger,
  hidden,
  children,
}: QuestionProps) {
  const { t, href, token } = visit
  return (
    <QuestionPage
      title={title}
      lead={lead && <p>{lead}</p>}
      back={{ href: href(planPath(caseId)), label: t('shell.back') }}
      errors={{ title: form.problemTitle, errors: form.errors }}
    >
      <Form action={href(planPath(caseId, to))} hidden={{ _form: token, ...hidden }}>
        {children}
        <Buttons>
          <Button kind={danger ? 'danger' : 'main'} label={button} />
        </Buttons>
      </Form>
    </QuestionPage>
  )
}
