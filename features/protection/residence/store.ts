import type { Selectable } from 'kysely'
import { firstInForce } from '#domain/law/rule-in-force.ts'
import { RESIDENCE_RULES, type ResidenceKind } from '#domain/residence/residence.ts'
import type { Day } from '#domain/shared/dates.ts'
import type { Rule } from '#knowledge/schema/law.ts'
import type { ResidenceTable } from '#server/db/tables/reflection.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { StepOut } from './record.ts'

export const stepOf = (row: Selectable<ResidenceTable>): StepOut => ({
  id: row.id,
  kind: row.kind,
  rule: row.rule,
  petitionedOn: row.petitioned_on,
  answeredOn: row.answered_on,
  outcome: row.outcome,
  fromOn: row.from_on,
  untilOn: row.until_on,
})

export const ruleFor = (ctx: Ctx, kind: ResidenceKind, day: Day): Rule | null =>
  firstInForce(ctx.house.knowledge.lawsOf(ctx.house.country), RESIDENCE_RULES[kind], day)

export const monthsOf = (rule: Rule | null): number | null =>
  rule?.value.kind === 'duration' && rule.value.unit === 'months' ? rule.value.amount : null

/** Every step of a case, newest first. */
export async function stepsOf(ctx: Ctx, caseId: string): Promise<StepOut[]> {
  const rows = await ctx.tx
    .selectFrom('residence_step')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('petitioned_on', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute()
  return rows.map(stepOf)
}
