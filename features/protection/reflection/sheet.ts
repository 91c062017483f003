import { mayPlanInterview } from '#domain/reflection/interview.ts'
import { type Clock, reminderFor } from '#domain/reflection/period.ts'
import { isId } from '#domain/shared/ids.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Visit } from '#server/http/page.ts'
import { type Choice, reflectionOf, type Sharing, sharingOf, wordsOf } from './queries.ts'
import type { CertificateOut, PeriodOut } from './record.ts'
import { clockOfRow, periodOf } from './store.ts'

/** All that the page of a period shows. `keeps`: the colleague may begin, extend and end it; `hears`: write down what she decides. */
export type ReflectionSheet = {
  visit: Visit
  caseId: string
  codeName: string
  keeps: boolean
  /** In a closed case a period can still be ended, and nothing else. */
  ends: boolean
  hears: boolean
  follows: boolean
  period: PeriodOut | null
  clock: Clock | null
  reminder: number | null
  choices: Choice[]
  certificates: CertificateOut[]
  sharing: Sharing[]
  mayInterview: boolean
}

const FOLLOWS = ['case-worker', 'hotline-operator', 'shift-lead', 'shelter-manager']

export async function readSheet(ctx: Ctx, visit: Visit): Promise<Result<ReflectionSheet>> {
  const { caseId } = visit.params
  if (!caseId || !isId(caseId)) return refuse('case.not-found')
  const found = await ctx.tx
    .selectFrom('case')
    .select(['code_name', 'status', 'lead_agency_id'])
    .where('id', '=', caseId)
    .executeTakeFirst()
  if (!found) return refuse('case.not-found')
  const { role, agencyId } = ctx.actor
  const open = found.status === 'open'
  const follows = FOLLOWS.includes(role)
  const ends = role === 'case-worker' && found.lead_agency_id === agencyId
  const keeps = open && ends
  const { row, choices, certificates } = await reflectionOf(ctx, caseId)
  const period = row && periodOf(ctx, row)
  const words = row && follows ? await wordsOf(ctx, row, choices) : []
  return ok({
    visit,
    caseId,
    codeName: found.code_name,
    keeps,
    ends,
    hears: keeps || (open && role === 'shelter-manager'),
    follows,
    period,
    clock: row && clockOfRow(ctx, row),
    reminder: period ? reminderFor(period.daysLeft) : null,
    choices,
    certificates,
    sharing: keeps && row ? await sharingOf(ctx, caseId, row.id) : [],
    mayInterview: mayPlanInterview({ running: period?.status === 'running' }, words),
  })
}
