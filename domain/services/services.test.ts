import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ROLES } from '#domain/access/roles.ts'
import { AGE_GROUPS } from '#domain/cases/case.ts'
import { GIVEN_BY } from '#domain/consent/consent.ts'
import { OUTCOMES, REFERRAL_STATUSES } from '#domain/referral/referral.ts'
import { addHours } from '#domain/shared/dates.ts'
import { DANGER_LEVELS, DANGERS, type DangerLevels, planRisk } from './dangers.ts'
import { GOAL_STATUSES, inOrder, VOICES } from './goals.ts'
import { byUrgency, NEED_LEVELS, NEEDS, type NeedLevels, needIn } from './needs.ts'
import {
  CHILD_VIEWS,
  CLOSE_REASONS,
  followUps,
  mayReview,
  monthsAfter,
  PLAN_STATUSES,
  PLAN_STEPS,
  reviewDue,
  reviewOverdue,
  takePlanStep,
  whyNotAgreed,
} from './plan.ts'
import {
  CONSENT_AGES,
  KNOWN,
  mayReturn,
  PROCEEDINGS_STATES,
  type ReturnFacts,
  SERVICES_STATES,
  WISHES,
} from './return.ts'
import { SERVICE_OUTCOMES, SERVICE_STATUSES, SERVICE_STEPS, serviceStatus, stepOf, takeServiceStep } from './service.ts'

const NOW = new Date('2026-11-24T06:00:00Z')
const of = <T>(values: readonly T[]) => fc.constantFrom(...values)
const partly = <K extends string, V>(keys: readonly K[], values: readonly V[]) =>
  fc.dictionary(of(keys), of(values)) as fc.Arbitrary<Partial<Record<K, V>>>

const practice = {
  supportPlan: {
    reviewWithinDays: { high: 7, medium: 14, low: 30, 'not-assessed': 7 },
    followUpMonths: [1, 3, 6, 12],
    returnAssessmentDays: 30,
    basis: 'practice' as const,
    source: 'invented',
    status: 'unverified' as const,
  },
}

describe('needs and dangers', () => {
  test('every need is listed once, the acute first and the met last', () => {
    fc.assert(
      fc.property(partly(NEEDS, NEED_LEVELS), (levels: NeedLevels) => {
        const order = byUrgency(levels)
        expect([...order].sort()).toEqual([...NEEDS].sort())
        const ranks = order.map(need => ['acute', 'present', 'not-known', 'met'].indexOf(needIn(levels, need)))
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
      }),
    )
  })

  test('unknown is not no: a plan is of low or medium risk only where every danger was judged', () => {
    fc.assert(
      fc.property(partly(DANGERS, DANGER_LEVELS), (levels: DangerLevels) => {
        const found = DANGERS.map(each => levels[each] ?? 'not-known')
        const risk = planRisk(levels)
        expect(risk === 'high').toBe(found.includes('high'))
        if (risk === 'low' || risk === 'medium') expect(found).not.toContain('not-known')
        if (risk === 'low') expect(found.every(level => level === 'low' || level === 'none')).toBe(true)
      }),
    )
  })
})

test('what she wants stands before what others propose, whatever the order of writing', () => {
  const goal = fc.record({
    id: fc.uuid(),
    voice: of(VOICES),
    priority: fc.integer({ min: 1, max: 9 }),
    status: of(GOAL_STATUSES),
  })
  fc.assert(
    fc.property(fc.uniqueArray(goal, { selector: each => each.id }), goals => {
      const order = inOrder(goals)
      expect(inOrder(goals.toReversed())).toEqual(order)
      const open = order.filter(each => each.status === 'open')
      expect(order.slice(0, open.length)).toEqual(open)
      const firstOfWorker = open.findIndex(each => each.voice === 'worker')
      if (firstOfWorker !== -1) expect(open.slice(firstOfWorker).every(each => each.voice === 'worker')).toBe(true)
    }),
  )
})

describe('a service', () => {
  test('that is over takes no step', () => {
    for (const step of SERVICE_STEPS) {
      for (const from of ['done', 'ended'] as const) expect(takeServiceStep(from, step).ok).toBe(false)
    }
  })

  test('is never begun or done by a referral that nobody accepted', () => {
    const referral = fc.record({ status: of(REFERRAL_STATUSES), outcome: fc.option(of(OUTCOMES)) })
    fc.assert(
      fc.property(of(SERVICE_STATUSES), referral, (stored, carried) => {
        const shown = serviceStatus(stored, carried)
        if (stored === 'done' || stored === 'ended') expect(shown).toBe(stored)
        else if (shown === 'running') expect(carried.status).toBe('accepted')
        else if (shown === 'done' || shown === 'ended') expect(carried.status).toBe('completed')
        expect(serviceStatus(stored, null)).toBe(stored)
      }),
    )
  })

  test('every outcome either finishes or ends it, and a running one takes both', () => {
    for (const outcome of SERVICE_OUTCOMES) expect(takeServiceStep('running', stepOf(outcome)).ok).toBe(true)
    expect(stepOf('service-given')).toBe('finish')
    expect(stepOf('contact-lost')).toBe('end')
  })
})

describe('a plan', () => {
  test('goes its way step by step, and a closed one is only reopened', () => {
    const open = PLAN_STATUSES.flatMap(from =>
      PLAN_STEPS.flatMap(step => {
        const to = takePlanStep(from, step)
        return to.ok ? [`${from} ${step} ${to.value}`] : []
      }),
    )
    expect(open).toEqual([
      'draft agree agreed',
      'draft close closed',
      'agreed agree agreed',
      'agreed ask-review under-review',
      'agreed close closed',
      'under-review approve agreed',
      'under-review send-back draft',
      'under-review close closed',
      'closed reopen draft',
    ])
  })

  test('an unknown risk is reviewed as soon as a high one', () => {
    expect(reviewDue(practice, 'not-assessed', NOW)).toEqual(reviewDue(practice, 'high', NOW))
    expect(reviewDue(practice, 'low', NOW) > reviewDue(practice, 'medium', NOW)).toBe(true)
  })

  test('is late for review from its day on, and only while it is agreed', () => {
    for (const status of PLAN_STATUSES) {
      expect(reviewOverdue({ status, reviewDueAt: NOW }, NOW)).toBe(status === 'agreed')
      expect(reviewOverdue({ status, reviewDueAt: addHours(NOW, 1) }, NOW)).toBe(false)
      expect(reviewOverdue({ status, reviewDueAt: null }, NOW)).toBe(false)
    }
  })

  test('nobody reviews what she wrote or asked for, and nobody but a case worker reviews', () => {
    const people = of(['a', 'b', 'c'])
    fc.assert(
      fc.property(people, people, people, of(ROLES), (authorId, askedBy, userId, role) => {
        const may = mayReview({ authorId, askedBy }, { userId, role })
        expect(may).toBe(role === 'case-worker' && userId !== authorId && userId !== askedBy)
      }),
    )
  })

  test('an adult speaks for herself; a child, and whose age is uncertain, is heard and never overruled', () => {
    fc.assert(
      fc.property(of(AGE_GROUPS), of(GIVEN_BY), fc.option(of(CHILD_VIEWS)), (age, givenBy, view) => {
        const childView = view ?? undefined
        const agreed = whyNotAgreed(age, { givenBy, childView }) === null
        if (age === 'adult') expect(agreed).toBe(givenBy === 'self')
        else expect(agreed).toBe(givenBy !== 'self' && (view === 'agrees' || view === 'too-young'))
      }),
    )
  })

  test('talks follow in order after every closing but a death', () => {
    for (const reason of CLOSE_REASONS) {
      const talks = followUps(practice, reason, NOW).map(each => each.dueAt.toISOString().slice(0, 10))
      expect(talks).toEqual(reason === 'died' ? [] : ['2026-12-24', '2027-02-24', '2027-05-24', '2027-11-24'])
    }
  })

  test('months later is the same day, or the last of a shorter month', () => {
    expect(monthsAfter(new Date('2026-11-30T06:00:00Z'), 3).toISOString()).toBe('2027-02-28T06:00:00.000Z')
    const at = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(at, fc.integer({ min: 1, max: 60 }), (from, months) => {
        const to = monthsAfter(from, months)
        const passed = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth()
        expect(passed).toBe(months)
        expect(to.getUTCDate()).toBeLessThanOrEqual(from.getUTCDate())
      }),
    )
  })
})

describe('a return', () => {
  const facts: fc.Arbitrary<ReturnFacts> = fc.record({
    ageGroup: of(AGE_GROUPS),
    wish: of(WISHES),
    consentStands: fc.boolean(),
    services: of(SERVICES_STATES),
    proceedings: of(PROCEEDINGS_STATES),
    danger: of(DANGER_LEVELS),
    assessedAt: fc.option(fc.integer({ min: 0, max: 60 }).map(days => addHours(NOW, -24 * days))),
    consentAge: of(CONSENT_AGES),
    childAgrees: of(KNOWN),
    received: of(KNOWN),
    bestInterest: of(KNOWN),
  })
  const safe: ReturnFacts = {
    ageGroup: 'adult',
    wish: 'own',
    consentStands: true,
    services: 'over',
    proceedings: 'running',
    danger: 'low',
    assessedAt: NOW,
    consentAge: 'reached',
    childAgrees: 'not-known',
    received: 'not-known',
    bestInterest: 'not-known',
  }

  test('of an adult who wishes it, agreed, and whom nothing endangers may be arranged', () => {
    expect(mayReturn(safe, 30, NOW)).toEqual([])
    expect(mayReturn({ ...safe, services: 'running', proceedings: 'over' }, 30, NOW)).toEqual([])
  })

  test('never if it endangers, never against her wish, never where the danger is unknown or long ago', () => {
    fc.assert(
      fc.property(facts, each => {
        if (mayReturn(each, 30, NOW).length > 0) return
        expect(['low', 'none']).toContain(each.danger)
        expect(each).toMatchObject({ wish: 'own', consentStands: true })
        expect(each.assessedAt !== null && addHours(each.assessedAt, 24 * 30) > NOW).toBe(true)
        expect([each.services, each.proceedings]).toContain('over')
        if (each.ageGroup === 'adult') return
        expect(each.childAgrees === 'yes' || each.consentAge === 'below').toBe(true)
        expect(each).toMatchObject({ received: 'yes', bestInterest: 'yes' })
      }),
      { numRuns: 5000 },
    )
  })

  test('an uncertain age is a child’s: the same facts meet the same hurdles', () => {
    fc.assert(
      fc.property(facts, each => {
        const of = (ageGroup: ReturnFacts['ageGroup']) => mayReturn({ ...each, ageGroup }, 30, NOW)
        expect(of('uncertain')).toEqual(of('child'))
        expect(of('child')).toEqual(expect.arrayContaining(of('adult')))
      }),
    )
  })

  test('says each thing that stands in the way', () => {
    const child = { ...safe, ageGroup: 'child' as const }
    expect(mayReturn({ ...safe, danger: 'high' }, 30, NOW)).toEqual(['endangers'])
    expect(mayReturn({ ...safe, danger: 'not-known' }, 30, NOW)).toEqual(['not-assessed'])
    expect(mayReturn({ ...safe, assessedAt: addHours(NOW, -24 * 30) }, 30, NOW)).toEqual(['not-assessed'])
    expect(mayReturn({ ...safe, services: 'running', proceedings: 'none' }, 30, NOW)).toEqual(['too-early'])
    expect(mayReturn(child, 30, NOW)).toEqual(['child-not-agreed', 'nobody-receives', 'not-best-interest'])
    const young = { ...child, consentAge: 'below' as const, received: 'yes' as const, bestInterest: 'yes' as const }
    expect(mayReturn(young, 30, NOW)).toEqual([])
    expect(mayReturn({ ...young, consentAge: 'not-known' }, 30, NOW)).toEqual(['child-not-agreed'])
  })
})
