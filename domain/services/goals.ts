export const VOICES = ['person', 'worker'] as const
export type Voice = (typeof VOICES)[number]

export const GOAL_STATUSES = ['open', 'reached', 'dropped'] as const
export type GoalStatus = (typeof GOAL_STATUSES)[number]

/** Priorities run from 1, the first, to this. */
export const LAST_PRIORITY = 9

type Ordered = { id: string; voice: Voice; priority: number; status: GoalStatus }

/** What she wants stands before what others think is good, each by priority; what is reached or dropped stands last. */
export function inOrder<G extends Ordered>(goals: readonly G[]): G[] {
  const rank = (goal: Ordered) => [goal.status === 'open' ? 0 : 1, VOICES.indexOf(goal.voice), goal.priority]
  return goals.toSorted((a, b) => {
    const [x, y] = [rank(a), rank(b)]
    const at = x.findIndex((value, index) => value !== y[index])
    return at === -1 ? (a.id < b.id ? -1 : 1) : (x[at] ?? 0) - (y[at] ?? 0)
  })
}
