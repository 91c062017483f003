import type { DimensionKey } from '#knowledge/schema/instrument.ts'

export const FINDINGS = [
  'not-indicated',
  'exploited-migrant',
  'deceived-and-exploited',
  'trafficking-forced-labour',
  'needs-assessment',
] as const
export type Finding = (typeof FINDINGS)[number]

export const NEXT_STEPS = ['refer-now', 'refer', 'labour-rights', 'ask-more', 'advise'] as const
export type NextStep = (typeof NEXT_STEPS)[number]

/** On whose side of the age limit a person is taken to be. */
export type AgeSide = 'adult' | 'child'

/**
 * Combines the six dimensions (ILO/EC 2009, the four rows of the brochure's table; the rest is "needs assessment", never "no").
 * An analyst's classification, not a legal finding. `·` either way, `V` vulnerability used.
 *
 * | Recruitment: deceived | forced | V | Exploited | At work: forced | V | Adult | Row |
 * |---|---|---|---|---|---|---|---|
 * | no | no | no | no | no | no | not-indicated | 1 of the table |
 * | any dimension but exploitation | | | no | | | needs-assessment | outside |
 * | one of the three | | | yes | yes | · | trafficking-forced-labour | 4; see (a) |
 * | no | no | no | yes | yes | · | needs-assessment | outside: forced labour, recruitment unknown |
 * | · | yes | · | yes | no | · | needs-assessment | outside: forced to come, coercion at work not seen |
 * | · | no | · | yes | no | yes | needs-assessment | outside; see (b) |
 * | yes | no | · | yes | no | no | deceived-and-exploited | 3; see (c) |
 * | no | no | yes | yes | no | no | needs-assessment | outside; see (b) |
 * | no | no | no | yes | no | no | exploited-migrant | 2 |
 *
 * (a) Abuse of a position of vulnerability is a means in the Palermo Protocol, art. 3(a), so it may stand in for deceptive or
 *     coercive recruitment where exploitation and coercion at work are both positive.
 * (b) It does not stand in for coercion at work, since most migrant workers depend on an employer somehow; yet a finding that
 *     names no means (or a lesser one) would hide it. So it turns rows 2 and 3 into an assessment by a person.
 * (c) Vulnerability used in recruitment strengthens a deception that is positive already, and leaves the row as it is.
 *
 * Children: act and purpose are enough (Palermo, art. 3(c)), so exploitation alone gives trafficking-forced-labour. Recruiting,
 * moving, harbouring or receiving the child is not asked apart: who makes a child work has received it. Any other positive
 * dimension without exploitation is needs-assessment.
 */
export function findingOf(positive: ReadonlySet<DimensionKey>, age: AgeSide): Finding {
  if (positive.size === 0) return 'not-indicated'
  if (!positive.has('exploitation')) return 'needs-assessment'
  return age === 'child' ? 'trafficking-forced-labour' : exploitedAdult(positive)
}

function exploitedAdult(positive: ReadonlySet<DimensionKey>): Finding {
  const deceived = positive.has('deceptive_recruitment')
  const forced = positive.has('coercive_recruitment')
  const vulnerable = positive.has('recruitment_abuse_of_vulnerability')
  if (positive.has('coercion_at_destination')) {
    return deceived || forced || vulnerable ? 'trafficking-forced-labour' : 'needs-assessment'
  }
  if (forced || positive.has('abuse_of_vulnerability_at_destination')) return 'needs-assessment'
  if (deceived) return 'deceived-and-exploited'
  return vulnerable ? 'needs-assessment' : 'exploited-migrant'
}

const STEPS = {
  'not-indicated': 'advise',
  'exploited-migrant': 'labour-rights',
  'deceived-and-exploited': 'refer',
  'needs-assessment': 'refer',
  'trafficking-forced-labour': 'refer-now',
} as const satisfies Record<Finding, NextStep>

/** What to do next. A sign of immediate danger means refer now, whatever the finding; the finding itself stays. */
export const nextStepOf = (finding: Finding, urgent: boolean): NextStep => (urgent ? 'refer-now' : STEPS[finding])
