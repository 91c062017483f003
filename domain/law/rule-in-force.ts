import { type Day, inForce } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Law, Rule } from '#knowledge/schema/law.ts'

/** The wording of a rule that a day is judged by; refused with `law.no-rule-in-force` where there was none. */
export function ruleInForce(law: Law, ruleId: string, day: Day): Result<Rule> {
  const rule = law.rules.find(each => each.id === ruleId && inForce(each, day))
  return rule ? ok(rule) : refuse('law.no-rule-in-force', { law: law.id, rule: ruleId, day })
}

/** The same, asked of several laws in turn, the most specific first. */
export function firstInForce(laws: readonly Law[], ruleId: string, day: Day): Rule | null {
  for (const law of laws) {
    const rule = ruleInForce(law, ruleId, day)
    if (rule.ok) return rule.value
  }
  return null
}
