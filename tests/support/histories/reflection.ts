import type { Actor } from '#server/db/transact.ts'
import type { Area } from './area.ts'
import type { Period } from './later.ts'
import { accept, answer, refer, takeBack } from './moves.ts'
import { reaches, reachFor, type Story, stands } from './oracle.ts'
import { answered, begin, certify, decide, endPeriod, extend, petition, share } from './reflection-moves.ts'

const FOLLOWS = ['case-worker', 'hotline-operator', 'shift-lead', 'shelter-manager']
const IS_TOLD = ['investigator', 'prosecutor', 'focal-point', 'service-provider']

/** Who follows the person through it sees all of it; others the part that she let their agency know, while she agrees. */
function knows(story: Story, one: Period, part: 'clock' | 'choice', viewer: Actor, at: number): boolean {
  if (!reaches(reachFor(story, viewer, at), 'coded')) return false
  if (FOLLOWS.includes(viewer.role)) return true
  const told = one.shares.filter(each => each.part === part).map(each => each.consentId)
  const agreed = story.answers.filter(each => told.includes(each.id) && stands(each, at) && each.depth !== 'existence')
  return IS_TOLD.includes(viewer.role) && agreed.some(each => each.agencyId === viewer.agencyId)
}

function reflected(story: Story, viewer: Actor, at: number): string[] {
  const inside = reaches(reachFor(story, viewer, at), 'coded')
  const follows = inside && FOLLOWS.includes(viewer.role)
  const leads = story.lead === viewer.agencyId && viewer.role === 'case-worker'
  const helps = inside && [...FOLLOWS, 'service-provider'].includes(viewer.role)
  const of = (part: 'clock' | 'choice') => story.periods.filter(each => knows(story, each, part, viewer, at))
  return [
    ...of('clock').map(each => `period ${each.id} until ${each.lastOn}${each.endedAt === null ? '' : ' ended'}`),
    ...of('choice').flatMap(each => each.choices.map(id => `choice ${id}`)),
    ...(leads ? story.periods : []).flatMap(one => one.shares.map(each => `share ${each.consentId} ${each.part}`)),
    ...(follows ? story.certificates : []).map(each => `certificate ${each}`),
    ...(helps ? story.residence : []).map(each => `petition ${each.id}${each.waits ? ' waits' : ''}`),
  ]
}

/** The time to decide, what she decided and lets be told, her certificate, and her petitions. */
export const REFLECTION: Area = {
  tables: ['reflection', 'reflection_choice', 'reflection_share', 'reflection_certificate', 'residence_step'],
  moves: [
    ...[answer, answer, answer, refer, refer, refer, accept, accept, accept, takeBack],
    ...[begin, begin, begin, extend, certify, certify, decide, decide, share, share, share, share, endPeriod],
    ...[petition, answered],
  ],
  sights: `
    select 'period ' || id || ' until ' || last_on || case when ended_at is null then '' else ' ended' end as seen,
      case_id as owner from aman.reflection where case_id = any($1)
    union all select 'choice ' || id, case_id from aman.reflection_choice where case_id = any($1)
    union all select 'share ' || consent_id || ' ' || part, case_id from aman.reflection_share where case_id = any($1)
    union all select 'certificate ' || id, case_id from aman.reflection_certificate where case_id = any($1)
    union all select 'petition ' || id || case when outcome is null then ' waits' else '' end, case_id
      from aman.residence_step where case_id = any($1)`,
  sees: (_, story, viewer, at) => reflected(story, viewer, at),
}
