import type { Actor } from '#server/db/transact.ts'
import type { Area } from './area.ts'
import type { Plan } from './later.ts'
import { accept, answer, answerAbout, decline, type Played, refer, referTo } from './moves.ts'
import { holdsNoCases, reaches, reachFor, type Story } from './oracle.ts'
import { agree, ask, assess, beginHelp, closeHelp, followUp, judge, reachGoal, review, wantGoal } from './plan-moves.ts'
import { arrange, begin, finish, plan } from './plan-services.ts'

const some = (name: string, count: number, also = ''): string[] => (count > 0 ? [`${name} ${count}${also}`] : [])

function storyOf({ count, goals }: Plan): string[] {
  return [
    'changes',
    ...some('assessments', count.assessments),
    ...some('goals', goals.length, ` reached ${goals.filter(each => each.reached).length}`),
    ...some('agreements', count.agreements),
    ...some('reviews', count.reviews, ` decided ${count.decided}`),
    ...some('talks', count.talks, ` held ${count.held}`),
    ...some('returns', count.returns),
    ...some('words', count.words),
  ]
}

/** That there is a plan is a coded fact; what it says is her story. Who gives a service sees that one. */
function planned(story: Story, viewer: Actor, at: number): string[] {
  const reach = holdsNoCases(viewer) ? 'nothing' : reachFor(story, viewer, at)
  if (!story.plan || !reaches(reach, 'coded')) return []
  const whole = reaches(reach, 'full')
  const services = story.plan.services.filter(each => whole || each.carriedBy?.to === viewer.agencyId)
  return [
    `plan ${story.plan.status}`,
    ...(whole ? storyOf(story.plan) : []),
    ...services.map(each => `service ${each.id}${each.ended ? ' over' : ''}`),
  ]
}

const counted = (name: string, table: string, also = `''`) =>
  `union all select '${name} ' || count(*) || ${also}, case_id from aman.${table} where case_id = any($1) group by case_id`

const lawyer = ({ cast }: Played) => cast.lawyer
const agreesToLawyer = answerAbout(lawyer)
const goesToLawyer = referTo(lawyer)

/** The support plan: what she needs and wants, who helps, and how it is looked at again. */
export const PLAN: Area = {
  tables: [
    ...['support_plan', 'plan_assessment', 'plan_goal', 'plan_service', 'plan_agreement'],
    ...['plan_follow_up', 'plan_return', 'plan_words', 'plan_change'],
  ],
  moves: [
    ...[answer, answer, refer, accept, accept, accept, decline],
    ...[agreesToLawyer, agreesToLawyer, agreesToLawyer, goesToLawyer, goesToLawyer, goesToLawyer],
    ...[beginHelp, beginHelp, beginHelp, beginHelp, assess, wantGoal, wantGoal, reachGoal, judge],
    ...[plan, plan, plan, arrange, arrange, begin, begin, finish],
    ...[agree, agree, ask, ask, review, review, closeHelp, followUp, followUp],
  ],
  sights: `
    select 'plan ' || status as seen, case_id as owner from aman.support_plan where case_id = any($1)
    union all select distinct 'changes', case_id from aman.plan_change where case_id = any($1)
    union all select 'service ' || id || case when outcome is null then '' else ' over' end, case_id
      from aman.plan_service where case_id = any($1)
    ${counted('assessments', 'plan_assessment')}
    ${counted('goals', 'plan_goal', `' reached ' || count(*) filter (where status = 'reached')`)}
    ${counted('agreements', 'plan_agreement')}
    ${counted('reviews', 'plan_review', `' decided ' || count(decision)`)}
    ${counted('talks', 'plan_follow_up', `' held ' || count(outcome)`)}
    ${counted('returns', 'plan_return')}
    ${counted('words', 'plan_words')}`,
  sees: (_, story, viewer, at) => planned(story, viewer, at),
}

/** Its reviews alone, tried more often than among everything else. */
export const REVIEWS: Area = {
  ...PLAN,
  tables: ['plan_review'],
  moves: [beginHelp, beginHelp, beginHelp, wantGoal, agree, agree, agree, ask, ask, ask, review, closeHelp, followUp],
}
