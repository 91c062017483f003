import { DEPTHS } from '#domain/consent/consent.ts'
import { type Service, URGENCIES } from '#domain/referral/referral.ts'
import { addHours } from '#domain/shared/dates.ts'
import type { Result } from '#domain/shared/result.ts'
import { recordConsent } from '#features/protection/consent/record-consent.ts'
import { withdrawConsent } from '#features/protection/consent/withdraw-consent.ts'
import { acceptReferral } from '#features/protection/referrals/accept-referral.ts'
import { completeReferral } from '#features/protection/referrals/complete-referral.ts'
import { declineReferral } from '#features/protection/referrals/decline-referral.ts'
import { sendDraft, sendReferral } from '#features/protection/referrals/send-referral.ts'
import { withdrawReferral } from '#features/protection/referrals/withdraw-referral.ts'
import type { Actor } from '#server/db/transact.ts'
import type { Chance } from '#start/demo/chance.ts'
import { asking, run } from '#tests/support/thread.ts'
import { answering } from './answering.ts'
import { mayTellPolice } from './later.ts'
import { type Answer, type Asked, reaches, reachOf, type Story, stands } from './oracle.ts'
import type { Cast } from './world.ts'

/** One thing that somebody tries: whether it should be done, and what follows when it is. */
export type Move = { tells: string; may: boolean; run(): Promise<Result<unknown>>; follows(value: unknown): void }

export type Played = { cast: Cast; story: Story; chance: Chance; at: Date }
export type Choose = (played: Played) => Move | null

const HOUR = 3_600_000
const EXPIRES = { immediate: 24, urgent: 72, routine: 168 }
const LAWFUL_DAYS = 180

export const leadOf = ({ cast, story }: Played): Actor =>
  story.lead === cast.first.agencyId ? cast.first : cast.second
const actorOf = ({ cast }: Played, agencyId: string): Actor =>
  [cast.first, cast.second, cast.shelter, cast.lawyer, cast.police].find(each => each.agencyId === agencyId) ??
  cast.stranger

const others = (played: Played): Actor[] => {
  const { cast, story } = played
  return [cast.first, cast.second, cast.shelter, cast.lawyer, cast.police].filter(each => each.agencyId !== story.lead)
}
export const idIn = (value: unknown): string => (value as { id: string }).id
export const runningUse = ({ story, at }: Played, kind?: 'hold' | 'placement') =>
  story.uses.find(each => (!kind || each.kind === kind) && (each.until === null || each.until > at.getTime()))
export const anyOf = <T>(chance: Chance, from: readonly T[]): T | null => (from.length > 0 ? chance.pick(from) : null)

type Whom = (played: Played) => Actor

const anybody: Whom = played => played.chance.pick(others(played))

/** She is asked about one agency, and answers yes or no. */
export const answerAbout =
  (whom: Whom): Choose =>
  played => {
    const { cast, story, chance, at } = played
    const given = answering(played, whom(played), {
      depth: chance.pick(DEPTHS),
      agreed: chance.often(0.8),
      validDays: 1 + chance.below(20),
    })
    const { recipientAgencyId: agencyId, depth, agreed, validDays } = given
    return {
      tells: `${agreed ? `agrees to ${depth}` : 'refuses'} for ${nameOf(cast, agencyId)}`,
      may: !story.closed && !(agreed && depth === 'existence'),
      run: () => run(cast.test, leadOf(played), recordConsent, given),
      follows: value => {
        const until = at.getTime() + validDays * 24 * HOUR
        const fresh = { id: idIn(value), agencyId, depth, agreed, until, byGuardian: given.givenBy === 'guardian' }
        follow(story, { ...fresh, endedAt: null, withdrawn: false, followed: false }, at.getTime())
        if (agencyId === cast.police.agencyId && given.givenBy === 'self') {
          story.words.push({ at: at.getTime(), yes: agreed, until: agreed ? until : null })
        }
      },
    }
  }

export const answer = answerAbout(anybody)

/** The answer before to the same agency ends; a referral that runs on it goes on under the new one, if that is a yes. */
function follow(story: Story, fresh: Answer, at: number): void {
  const before = story.answers.find(each => each.agencyId === fresh.agencyId && !each.followed)
  story.answers.push(fresh)
  if (!before) return
  before.followed = true
  before.endedAt ??= at
  for (const each of story.asked) {
    const runs = each.service === 'case-management' ? fresh.depth === 'full' : each.stage === 'accepted'
    const waits = each.stage === 'sent' && at < each.expires
    const lead = each.service === 'case-management'
    if (each.answer === before && fresh.agreed && (waits ? !lead || runs : runs && !lead)) each.answer = fresh
  }
}

export const takeBack: Choose = played => {
  const { cast, story, chance, at } = played
  const one = anyOf(chance, story.answers)
  if (!one) return null
  return {
    tells: `takes back what she agreed to for ${nameOf(cast, one.agencyId)}`,
    may: one.agreed && !one.followed && !one.withdrawn,
    run: () => run(cast.test, leadOf(played), withdrawConsent, { consentId: one.id }),
    follows: () => {
      Object.assign(one, { withdrawn: true, endedAt: one.endedAt ?? at.getTime() })
      if (one.agencyId === cast.police.agencyId) story.words.push({ at: at.getTime(), yes: false, until: null })
    },
  }
}

const OFFERS: Record<string, Service[]> = { 'case-worker': ['case-management'], 'shelter-manager': ['shelter'] }
const offersOf = (actor: Actor): Service[] =>
  OFFERS[actor.role] ?? [actor.role === 'investigator' ? 'police-report' : 'legal']

/** A report to the police waits for her word while a period runs. */
const mayGoOut = ({ story, at }: Played, service: string) =>
  service !== 'police-report' || mayTellPolice(story, at.getTime())

/** The deepest answer that stands for the agency, the newest among equals; a child needs none, except for the police. */
export function groundFor({ story, at }: Played, to: Actor, service: Service): { answer: Answer | null } | null {
  const standing = story.answers.filter(
    each => each.agencyId === to.agencyId && each.depth !== 'existence' && stands(each, at.getTime()),
  )
  const order = [...standing].sort(
    (a, b) => DEPTHS.indexOf(b.depth) - DEPTHS.indexOf(a.depth) || (a.id < b.id ? 1 : -1),
  )
  const [deepest] = order
  const wholeNeeded = service === 'case-management'
  if (deepest) return wholeNeeded && deepest.depth !== 'full' ? null : { answer: deepest }
  return story.adult || service === 'police-report' ? null : { answer: null }
}

export const isOpen = (asked: Asked) => asked.stage !== 'ended'

export const referTo =
  (whom: Whom): Choose =>
  played => {
    const { cast, story, chance } = played
    const to = whom(played)
    const service = chance.pick(offersOf(to))
    const urgency = chance.pick(URGENCIES)
    const draft = chance.often(0.1)
    const ground = groundFor(played, to, service)
    const double = story.asked.some(each => each.to === to.agencyId && each.service === service && isOpen(each))
    const input = { ...asking({ caseId: story.caseId, toAgencyId: to.agencyId, service }), urgency, draft }
    return {
      tells: `is ${draft ? 'to be ' : ''}referred to ${nameOf(cast, to.agencyId)} for ${service} (${urgency})`,
      may: !story.closed && !double && (draft || (ground !== null && mayGoOut(played, service))),
      run: () => run(cast.test, leadOf(played), sendReferral, input),
      follows: value => story.asked.push(asked(played, { id: idIn(value), to, service, urgency, draft, ground })),
    }
  }

export const refer = referTo(anybody)

type Asking = Pick<Asked, 'id'> & {
  to: Actor
  service: Service
  urgency: keyof typeof EXPIRES
  draft: boolean
  ground: { answer: Answer | null } | null
}

/** A referral as it begins. */
export const asked = ({ story, at }: Played, { id, to, service, urgency, draft, ground }: Asking): Asked => ({
  id,
  from: story.lead,
  to: to.agencyId,
  service,
  stage: draft ? 'draft' : 'sent',
  wasSent: !draft,
  expires: addHours(at, EXPIRES[urgency]).getTime(),
  answer: draft ? null : (ground?.answer ?? null),
  lawfulUntil: at.getTime() + LAWFUL_DAYS * 24 * HOUR,
  lawOver: false,
  passedOn: false,
  completed: false,
})

export const sendOff: Choose = played => {
  const { cast, story, chance, at } = played
  const one = anyOf(
    chance,
    story.asked.filter(each => each.stage === 'draft' && each.from === story.lead),
  )
  if (!one) return null
  const ground = groundFor(played, actorOf(played, one.to), one.service as Service)
  return {
    tells: `the draft to ${nameOf(cast, one.to)} is sent`,
    may: !story.closed && ground !== null && mayGoOut(played, one.service),
    run: () => run(cast.test, leadOf(played), sendDraft, { referralId: one.id }),
    follows: value => {
      const expires = Date.parse((value as { expiresAt: string }).expiresAt)
      Object.assign(one, { stage: 'sent', wasSent: true, expires, answer: ground?.answer ?? null })
      one.lawfulUntil = at.getTime() + LAWFUL_DAYS * 24 * HOUR
    },
  }
}

export const mayAccept = (one: Asked, at: number): boolean =>
  one.stage === 'sent' && at < one.expires && (one.answer ? stands(one.answer, at) : !one.lawOver)

export const accept: Choose = played => {
  const { cast, story, chance, at } = played
  const one = anyOf(
    chance,
    story.asked.filter(each => each.stage !== 'draft'),
  )
  if (!one) return null
  return {
    tells: `${nameOf(cast, one.to)} accepts`,
    may: mayAccept(one, at.getTime()) && mayGoOut(played, one.service),
    run: () => run(cast.test, actorOf(played, one.to), acceptReferral, { referralId: one.id }),
    follows: () => {
      one.stage = 'accepted'
      if (one.service === 'case-management') passLead(story, one)
    },
  }
}

function passLead(story: Story, by: Asked): void {
  const before = story.lead
  story.lead = by.to
  for (const each of story.asked) {
    if (each.to === before && each.service === 'case-management') each.passedOn = true
    if (each.from === before && each.to !== by.to && isOpen(each)) each.from = by.to
  }
}

const sleeps = (played: Played, one: Asked) => runningUse(played, 'placement')?.referralId === one.id

export const decline: Choose = played => {
  const { cast, story, chance, at } = played
  const one = anyOf(
    chance,
    story.asked.filter(each => each.stage !== 'draft'),
  )
  if (!one) return null
  return {
    tells: `${nameOf(cast, one.to)} declines`,
    may: one.stage === 'sent' && at.getTime() < one.expires,
    run: () =>
      run(cast.test, actorOf(played, one.to), declineReferral, { referralId: one.id, reason: 'no-capacity' as const }),
    follows: () => Object.assign(one, { stage: 'ended' }),
  }
}

export const complete: Choose = played => {
  const { cast, story, chance } = played
  const one = anyOf(
    chance,
    story.asked.filter(each => each.stage !== 'draft'),
  )
  if (!one) return null
  return {
    tells: `${nameOf(cast, one.to)} completes`,
    may: one.stage === 'accepted' && !sleeps(played, one),
    run: () =>
      run(cast.test, actorOf(played, one.to), completeReferral, {
        referralId: one.id,
        outcome: 'service-given' as const,
      }),
    follows: () => Object.assign(one, { stage: 'ended', completed: true }),
  }
}

export const callOff: Choose = played => {
  const { cast, story, chance } = played
  const one = anyOf(chance, story.asked)
  if (!one) return null
  const passed = one.stage === 'accepted' && one.service === 'case-management'
  return {
    tells: `the referral to ${nameOf(cast, one.to)} is withdrawn`,
    may: isOpen(one) && !passed && !sleeps(played, one),
    run: () => run(cast.test, actorOf(played, one.from), withdrawReferral, { referralId: one.id }),
    follows: () => Object.assign(one, { stage: 'ended' }),
  }
}

export function nameOf(cast: Cast, agencyId: string): string {
  const [name] = Object.entries(cast).find(([, each]) => (each as Actor).agencyId === agencyId) ?? ['somebody']
  return name
}

export const seesCoded = (played: Played, agencyId: string): boolean =>
  reaches(reachOf(played.story, agencyId, played.at.getTime()), 'coded')
