import type { Plan, PlannedService } from './later.ts'
import { leadOf, type Played } from './moves.ts'

export const ofCase = ({ story }: Played) => ({ caseId: story.caseId })

/** The plan where what it says may change. */
export function openPlan({ story: { plan, closed } }: Played): Plan | null {
  return closed || plan?.status === 'closed' ? null : plan
}

export function adds(plan: Plan, more: Partial<Plan['count']>): void {
  const { count } = plan
  for (const part of Object.keys(more) as (keyof Plan['count'])[]) count[part] += more[part] ?? 0
}

/** Who changes what a plan says is its author from then on. */
export function rewrites(played: Played, plan: Plan, more: Partial<Plan['count']> = {}): void {
  plan.authorId = leadOf(played).userId
  adds(plan, more)
}

/** Where a service stands: what ended stays ended, else as its referral says. */
export function shownAs(service: PlannedService, at: number): 'planned' | 'asked' | 'running' | 'over' {
  const { ended, carriedBy } = service
  if (ended) return 'over'
  if (carriedBy?.stage === 'accepted') return 'running'
  if (carriedBy?.stage === 'sent' && at < carriedBy.expires) return 'asked'
  return carriedBy?.completed ? 'over' : 'planned'
}
