import { endBreakGlass } from '#features/protection/break-glass/end-break-glass.ts'
import { openInEmergency } from '#features/protection/break-glass/open-in-emergency.ts'
import { reviewBreakGlass } from '#features/protection/break-glass/review-break-glass.ts'
import { run } from '#tests/support/thread.ts'
import type { Area } from './area.ts'
import { wait } from './bed-moves.ts'
import { type Emergency, runs } from './later.ts'
import { accept, answer, anyOf, type Choose, idIn, leadOf, refer } from './moves.ts'
import { leadsCase } from './oracle.ts'

const HOUR = 3_600_000
const TRIES_AN_HOUR = 5
const AGAIN_AFTER = 72 * HOUR

const open: Choose = ({ cast, story, chance, at }) => {
  const now = at.getTime()
  const { rescuer } = story
  const [depth, hours] = [chance.pick(['identity', 'full'] as const), chance.pick([1, 4, 24])]
  const looked = rescuer.triedAt.filter(each => each > now - HOUR).length < TRIES_AN_HOUR
  const asked = { reason: 'danger-to-life' as const, depth, hours, words: 'Invented words' }
  return {
    tells: `somebody opens it in an emergency, ${depth} for ${hours} hours`,
    may: looked && story.emergencies.every(each => each.barredUntil <= now),
    run: async () => {
      if (looked) rescuer.triedAt.push(now)
      const { rows } = await cast.test.owner.query('select code_name from aman."case" where id = $1', [story.caseId])
      return run(cast.test, rescuer, openInEmergency, { ...asked, codeName: String(rows[0]?.code_name) })
    },
    follows: value => {
      const fresh = { id: idIn(value), userId: rescuer.userId, depth, openedAt: now, endsAt: now + hours * HOUR }
      story.emergencies.push({ ...fresh, endedAt: null, barredUntil: Number.POSITIVE_INFINITY, judged: false })
    },
  }
}

const end: Choose = played => {
  const { cast, story, chance, at } = played
  const one = anyOf(chance, story.emergencies)
  if (!one) return null
  const who = chance.often(0.5) ? story.rescuer : leadOf(played)
  return {
    tells: 'the emergency is over',
    may: runs(one, at.getTime()),
    run: () => run(cast.test, who, endBreakGlass, { breakGlassId: one.id }),
    follows: () => Object.assign(one, { endedAt: at.getTime() }),
  }
}

const judge: Choose = played => {
  const { cast, story, chance, at } = played
  const one = anyOf(chance, story.emergencies)
  if (!one) return null
  const finding = chance.pick(['justified', 'not-justified'] as const)
  const judged = { breakGlassId: one.id, finding, words: 'Invented words' }
  return {
    tells: `the emergency is judged ${finding}`,
    may: !runs(one, at.getTime()) && !one.judged,
    run: () => run(cast.test, leadOf(played), reviewBreakGlass, judged),
    follows: () => Object.assign(one, { judged: true, barredUntil: barredUntil(one, finding, at.getTime()) }),
  }
}

const barredUntil = (one: Emergency, finding: 'justified' | 'not-justified', at: number): number =>
  finding === 'justified' ? at : Math.max(at, one.openedAt + AGAIN_AFTER)

/** What somebody opened alone for hours, why, and how it was judged: for herself and for whoever leads the case. */
export const EMERGENCY: Area = {
  tables: ['break_glass', 'break_glass_words', 'break_glass_review'],
  moves: [answer, answer, refer, accept, accept, wait, open, open, open, open, end, end, judge, judge, judge],
  sights: `
    select 'emergency ' || id as seen, case_id as owner from aman.break_glass where case_id = any($1)
    union all select 'why ' || break_glass_id, break_glass_id from aman.break_glass_words where break_glass_id = any($2)
    union all select 'judged ' || break_glass_id, break_glass_id from aman.break_glass_review where break_glass_id = any($2)`,
  sees: (_, story, viewer) =>
    story.emergencies
      .filter(each => each.userId === viewer.userId || leadsCase(story, viewer))
      .flatMap(each => [`emergency ${each.id}`, `why ${each.id}`, ...(each.judged ? [`judged ${each.id}`] : [])]),
}
