import type { Depth } from '#domain/consent/consent.ts'
import type { Actor } from '#server/db/transact.ts'
import { type Later, type Rescuer, runs } from './later.ts'

/**
 * What each agency may see of a case, said once more in plain code from what people did, and from nothing that the program
 * stores: no grant, no policy, no rule of domain/ is asked. Where it and the database disagree, one of them is wrong.
 */

export type Answer = {
  id: string
  agencyId: string
  depth: Depth
  agreed: boolean
  until: number
  /** Taken back, or followed by a newer answer to the same question. */
  endedAt: number | null
  withdrawn: boolean
  followed: boolean
  byGuardian: boolean
}

export type Asked = {
  id: string
  from: string
  to: string
  service: string
  stage: 'draft' | 'sent' | 'accepted' | 'ended'
  wasSent: boolean
  expires: number
  /** The answer that it rests on, or for a child the law. */
  answer: Answer | null
  lawfulUntil: number
  /** The law opened it for a child; whom it turns out to be no child is asked herself. */
  lawOver: boolean
  /** It made its recipient the lead, who was followed by another since. */
  passedOn: boolean
  completed: boolean
}

export type Use = {
  id: string
  kind: 'hold' | 'placement'
  by: string
  referralId: string | null
  until: number | null
}

export type Story = Later & {
  caseId: string
  /** The one bed that this story uses, so that stories played side by side do not meet. */
  bedId: string
  rescuer: Rescuer
  lead: string
  adult: boolean
  closed: boolean
  screening: { id: string; agencyId: string } | null
  notes: string[]
  answers: Answer[]
  asked: Asked[]
  uses: Use[]
  /** What was done, to tell of where it went wrong. */
  told: string[]
}

const ORDER = ['nothing', 'existence', 'coded', 'identity', 'full'] as const
export type Reach = (typeof ORDER)[number]
export const reaches = (held: Reach, needed: Reach): boolean => ORDER.indexOf(held) >= ORDER.indexOf(needed)

export const stands = (answer: Answer, at: number) => answer.agreed && answer.endedAt === null && at < answer.until

function byReferral(asked: Asked, at: number): Reach {
  if (asked.passedOn || asked.lawOver) return 'nothing'
  if (asked.answer ? !stands(asked.answer, at) : at >= asked.lawfulUntil) return 'nothing'
  if (asked.stage === 'sent') return at < asked.expires ? 'coded' : 'nothing'
  if (asked.stage === 'accepted') return asked.answer ? asked.answer.depth : 'full'
  return 'nothing'
}

/** How deep an agency may look into the case at a moment. */
export function reachOf(story: Story, agencyId: string, at: number): Reach {
  if (story.lead === agencyId) return 'full'
  const all = story.asked.filter(each => each.to === agencyId).map(each => byReferral(each, at))
  return all.reduce<Reach>((deepest, each) => (reaches(each, deepest) ? each : deepest), 'nothing')
}

/** The agency's reach, and for a colleague who opened the case in an emergency, hers alone. */
export function reachFor(story: Story, viewer: Actor, at: number): Reach {
  const own = story.emergencies.filter(each => each.userId === viewer.userId && runs(each, at)).map(each => each.depth)
  return own.reduce<Reach>(
    (deepest, each) => (reaches(each, deepest) ? each : deepest),
    reachOf(story, viewer.agencyId, at),
  )
}

export type World = { shelter: string }

export const holdsNoCases = (viewer: Actor) => ['coordinator', 'analyst', 'administrator'].includes(viewer.role)
const WORKS_CASES = ['officer', 'hotline-operator', 'shift-lead', 'case-worker']

/** Every row that a colleague may see of the case at a moment, as "kind id". */
export function seenBy(world: World, story: Story, viewer: Actor, at: number): string[] {
  if (holdsNoCases(viewer)) return []
  const own = viewer.agencyId
  const reach = reachFor(story, viewer, at)
  const from = (needed: Reach, lines: string[]) => (reaches(reach, needed) ? lines : [])
  const parties = story.asked.filter(each => each.from === own || (each.to === own && each.wasSent))
  const answers = story.answers.filter(each => reach === 'full' || (reaches(reach, 'coded') && each.agencyId === own))
  return [
    ...from('coded', [`case ${story.caseId}`]),
    ...from('identity', [`identity ${story.caseId}`, 'key identity']),
    ...from('full', [...story.notes.map(each => `told ${each}`), 'key full']),
    ...answers.map(each => `consent ${each.id}`),
    ...answers.filter(each => each.withdrawn).map(each => `withdrawal ${each.id}`),
    ...parties.map(each => `referral ${each.id}`),
    ...from(
      'coded',
      parties.map(each => `need ${each.id}`),
    ),
    ...screened(story, viewer, reach),
    ...bedsSeenBy(world, story, viewer, at),
  ]
}

/** Who works the case for the agency that leads it. */
export const leadsCase = (story: Story, viewer: Actor): boolean =>
  story.lead === viewer.agencyId && WORKS_CASES.includes(viewer.role)

function screened(story: Story, viewer: Actor, reach: Reach): string[] {
  const { screening } = story
  if (!screening) return []
  const own = screening.agencyId === viewer.agencyId && leadsCase(story, viewer)
  return [
    ...(own || reach === 'full' ? [`screening ${screening.id}`] : []),
    ...(own ? [`heard ${screening.id}`, `key of heard ${screening.id}`] : []),
  ]
}

/** The shelter's manager knows who sleeps in the shelter's beds; who kept a bed sees it while seeing the case. */
export function bedsSeenBy({ shelter }: World, story: Story, viewer: Actor, at: number): string[] {
  if (holdsNoCases(viewer)) return []
  const reach = reachFor(story, viewer, at)
  return story.uses
    .filter(each => {
      if (viewer.agencyId === shelter && viewer.role === 'shelter-manager') return true
      if (reach === 'full') return true
      return [each.by, shelter].includes(viewer.agencyId) && reaches(reach, 'coded')
    })
    .map(each => `bed ${each.id}`)
}
