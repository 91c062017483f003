import { addGoal } from '#features/protection/services/add-goal.ts'
import { agreePlan } from '#features/protection/services/agree-plan.ts'
import { askReview } from '#features/protection/services/ask-review.ts'
import { assessDangers } from '#features/protection/services/assess.ts'
import { beginPlan } from '#features/protection/services/begin-plan.ts'
import { changeGoal } from '#features/protection/services/change-goal.ts'
import { closePlan } from '#features/protection/services/close-plan.ts'
import { judgeReturn } from '#features/protection/services/judge-return.ts'
import { AssessDangers } from '#features/protection/services/record.ts'
import { recordFollowUp } from '#features/protection/services/record-follow-up.ts'
import { reviewPlan } from '#features/protection/services/review-plan.ts'
import { run } from '#tests/support/thread.ts'
import { anyOf, type Choose, idIn, leadOf, type Played } from './moves.ts'
import { adds, ofCase, openPlan, rewrites, shownAs } from './plan-state.ts'

async function versioned(played: Played): Promise<{ caseId: string; version: number }> {
  const { rows } = await played.cast.test.owner.query('select version from aman.support_plan where case_id = $1', [
    played.story.caseId,
  ])
  return { ...ofCase(played), version: rows[0]?.version ?? 1 }
}

const NOTHING = { assessments: 0, agreements: 0, reviews: 0, decided: 0, talks: 0, held: 0, returns: 0, words: 0 }

export const beginHelp: Choose = played => {
  const { cast, story } = played
  const authorId = leadOf(played).userId
  return {
    tells: 'a plan is begun',
    may: !story.closed && story.plan === null,
    run: () => run(cast.test, leadOf(played), beginPlan, ofCase(played)),
    follows: () => {
      const fresh = { status: 'draft' as const, authorId, review: null, goals: [], services: [] }
      story.plan = { ...fresh, count: { ...NOTHING }, ahead: 0 }
    },
  }
}

export const assess: Choose = played => {
  const { cast, story } = played
  const look = AssessDangers.parse({ ...ofCase(played), levels: {}, note: 'Invented words' })
  return {
    tells: 'the dangers are looked at',
    may: openPlan(played) !== null,
    run: () => run(cast.test, leadOf(played), assessDangers, look),
    follows: () => story.plan && rewrites(played, story.plan, { assessments: 1, words: 1 }),
  }
}

export const wantGoal: Choose = played => {
  const { cast, story } = played
  const goal = { voice: 'person' as const, priority: 1, text: 'Invented words' }
  return {
    tells: 'she wants something',
    may: openPlan(played) !== null,
    run: () => run(cast.test, leadOf(played), addGoal, { ...ofCase(played), ...goal }),
    follows: value => {
      if (!story.plan) return
      rewrites(played, story.plan, { words: 1 })
      story.plan.goals.push({ id: idIn(value), version: 1, reached: false })
    },
  }
}

export const reachGoal: Choose = played => {
  const { cast, story, chance } = played
  const goal = anyOf(chance, story.plan?.goals ?? [])
  if (!goal) return null
  const change = { goalId: goal.id, version: goal.version, priority: 2, status: 'reached' as const, text: undefined }
  return {
    tells: 'she reached it',
    may: openPlan(played) !== null,
    run: () => run(cast.test, leadOf(played), changeGoal, { ...ofCase(played), ...change }),
    follows: () => {
      if (story.plan) rewrites(played, story.plan)
      Object.assign(goal, { version: goal.version + 1, reached: true })
    },
  }
}

export const judge: Choose = played => {
  const { cast, story } = played
  const unknown = { consentAge: 'not-known', childAgrees: 'not-known', received: 'not-known' } as const
  const said = { wish: 'not-known', services: 'running', proceedings: 'running', bestInterest: 'not-known' } as const
  return {
    tells: 'a return is judged',
    may: openPlan(played) !== null,
    run: () => run(cast.test, leadOf(played), judgeReturn, { ...ofCase(played), ...unknown, ...said }),
    follows: () => story.plan && adds(story.plan, { returns: 1 }),
  }
}

export const agree: Choose = played => {
  const { cast, story } = played
  const { plan, adult } = story
  const voice = adult ? { givenBy: 'self' as const } : { givenBy: 'guardian' as const, childView: 'agrees' as const }
  const how = { how: 'spoken' as const, language: 'uz', interpreter: false, words: 'Invented words' }
  return {
    tells: 'she agrees to the plan',
    may: openPlan(played) !== null && plan?.status !== 'under-review',
    run: async () => run(cast.test, leadOf(played), agreePlan, { ...(await versioned(played)), ...voice, ...how }),
    follows: () => {
      if (!plan) return
      adds(plan, { agreements: 1, words: 1 })
      plan.status = 'agreed'
    },
  }
}

export const ask: Choose = played => {
  const { cast, story } = played
  const { plan } = story
  const askedBy = leadOf(played).userId
  return {
    tells: 'a review is asked for',
    may: !story.closed && plan?.status === 'agreed',
    run: async () => run(cast.test, leadOf(played), askReview, await versioned(played)),
    follows: () => {
      if (!plan) return
      adds(plan, { reviews: 1 })
      Object.assign(plan, { status: 'under-review', review: { authorId: plan.authorId, askedBy } })
    },
  }
}

export const review: Choose = played => {
  const { cast, story, chance } = played
  const { plan } = story
  const reviewer = story.lead === cast.first.agencyId ? cast.colleague : cast.second
  const own = [plan?.authorId, plan?.review?.authorId, plan?.review?.askedBy].includes(reviewer.userId)
  const decision = chance.pick(['approved', 'changes-needed'] as const)
  return {
    tells: `a colleague says ${decision}`,
    may: !story.closed && plan?.status === 'under-review' && !own,
    run: async () =>
      run(cast.test, reviewer, reviewPlan, { ...(await versioned(played)), decision, words: 'Invented words' }),
    follows: () => {
      if (!plan) return
      adds(plan, { decided: 1, words: 1 })
      Object.assign(plan, { status: decision === 'approved' ? 'agreed' : 'draft', review: null })
    },
  }
}

export const closeHelp: Choose = played => {
  const { cast, story, at } = played
  const { plan } = story
  const going = plan?.services.some(each => ['asked', 'running'].includes(shownAs(each, at.getTime())))
  const talks = cast.test.house.country.supportPlan.followUpMonths.length
  return {
    tells: 'the plan is closed',
    may: plan !== null && plan.status !== 'closed' && !going,
    run: async () =>
      run(cast.test, leadOf(played), closePlan, { ...(await versioned(played)), reason: 'goals-met' as const }),
    follows: () => {
      if (!plan) return
      adds(plan, { talks })
      Object.assign(plan, { status: 'closed', review: null, ahead: talks })
    },
  }
}

export const followUp: Choose = played => {
  const { cast, story, chance } = played
  const { plan } = story
  if (!plan || plan.ahead === 0) return null
  const outcome = chance.pick(['in-touch', 'needs-help'] as const)
  return {
    tells: `months after she is ${outcome}`,
    may: true,
    run: async () => {
      const { rows } = await cast.test.owner.query(
        'select id from aman.plan_follow_up where case_id = $1 and outcome is null and dropped_at is null limit 1',
        [story.caseId],
      )
      const held = { followUpId: String(rows[0]?.id), outcome, words: 'Invented words' }
      return run(cast.test, leadOf(played), recordFollowUp, { ...ofCase(played), ...held })
    },
    follows: () => {
      adds(plan, { held: 1, words: 1 })
      plan.ahead = outcome === 'in-touch' ? plan.ahead - 1 : 0
      if (outcome === 'in-touch') return
      plan.status = 'draft'
      story.closed = false
    },
  }
}
