import { ok } from '#domain/shared/result.ts'
import { addNarrative } from '#features/protection/cases/add-narrative.ts'
import { changeCase } from '#features/protection/cases/change-case.ts'
import { changeIdentity } from '#features/protection/cases/change-identity.ts'
import { closeCase } from '#features/protection/cases/close-case.ts'
import { endPlacement } from '#features/protection/shelters/end-placement.ts'
import { holdBed } from '#features/protection/shelters/hold-bed.ts'
import { place } from '#features/protection/shelters/place.ts'
import { run } from '#tests/support/thread.ts'
import { type Choose, idIn, leadOf, mayAccept, type Played, runningUse, seesCoded } from './moves.ts'
import { stands } from './oracle.ts'

const HOUR = 3_600_000
const HOLD_HOURS = 24

export const hold: Choose = played => {
  const { cast, story, at } = played
  return {
    tells: 'a bed is kept for her',
    may: !story.closed && !runningUse(played),
    run: () => run(cast.test, leadOf(played), holdBed, { caseId: story.caseId, bedId: story.bedId }),
    follows: value => {
      const until = at.getTime() + HOLD_HOURS * HOUR
      story.uses.push({ id: idIn(value), kind: 'hold', by: story.lead, referralId: null, until })
    },
  }
}

export const giveBed: Choose = played => {
  const { cast, story, chance, at } = played
  const all = story.asked.filter(each => each.service === 'shelter' && each.stage !== 'draft')
  if (all.length === 0) return null
  const one = chance.pick(all)
  const taken = one.stage === 'accepted' && (one.answer ? stands(one.answer, at.getTime()) : true)
  const may = (taken || mayAccept(one, at.getTime())) && seesCoded(played, one.to) && !runningUse(played, 'placement')
  return {
    tells: 'she is given a bed',
    may,
    run: () => run(cast.test, cast.shelter, place, { bedId: story.bedId, referralId: one.id }),
    follows: value => {
      one.stage = 'accepted'
      for (const each of story.uses) if (each.kind === 'hold') each.until = Math.min(each.until ?? 0, at.getTime())
      story.uses.push({ id: idIn(value), kind: 'placement', by: one.to, referralId: one.id, until: null })
    },
  }
}

export const leaveBed: Choose = played => {
  const { cast, at } = played
  const stay = runningUse(played, 'placement')
  if (!stay) return null
  return {
    tells: 'she leaves the bed',
    may: true,
    run: () => run(cast.test, cast.shelter, endPlacement, { placementId: stay.id, reason: 'left-by-choice' as const }),
    follows: () => Object.assign(stay, { until: at.getTime() }),
  }
}

export const close: Choose = played => {
  const { cast, story } = played
  return {
    tells: 'the case is closed',
    may: !story.closed && story.asked.every(each => each.stage === 'ended'),
    run: async () =>
      run(cast.test, leadOf(played), closeCase, { caseId: story.caseId, version: await versionOf(played) }),
    follows: () => Object.assign(story, { closed: true }),
  }
}

export const tell: Choose = played => {
  const { cast, story } = played
  return {
    tells: 'she tells more',
    may: !story.closed,
    run: () =>
      run(cast.test, leadOf(played), addNarrative, { caseId: story.caseId, kind: 'note' as const, text: 'invented' }),
    follows: value => story.notes.push(idIn(value)),
  }
}

export const rename: Choose = played => {
  const { cast, story } = played
  const asked = { caseId: story.caseId, name: 'Another Invented Name' }
  return {
    tells: 'her name is corrected',
    may: !story.closed,
    run: async () => {
      const { rows } = await cast.test.owner.query('select version from aman.case_identity where case_id = $1', [
        story.caseId,
      ])
      return run(cast.test, leadOf(played), changeIdentity, { ...asked, version: rows[0].version })
    },
    follows: () => undefined,
  }
}

/** The facts are written anew; sometimes it has turned out that she is no child, and what a child's rule opened is over. */
export const correct: Choose = played => {
  const { cast, story, chance, at } = played
  const grown = !story.adult && chance.often(0.5)
  const facts = { ...FACTS, ageGroup: story.adult || grown ? ('adult' as const) : ('child' as const) }
  return {
    tells: grown ? 'she is found to be an adult' : 'the facts are corrected',
    may: !story.closed,
    run: async () =>
      run(cast.test, leadOf(played), changeCase, { ...facts, caseId: story.caseId, version: await versionOf(played) }),
    follows: () => grown && growUp(played, at.getTime()),
  }
}

function growUp({ cast, story }: Played, at: number): void {
  story.adult = true
  for (const each of story.answers.filter(one => one.byGuardian && one.agreed && !one.followed)) {
    each.withdrawn = true
    each.endedAt ??= at
    if (each.agencyId === cast.police.agencyId) story.words.push({ at, yes: false, until: null })
  }
  for (const each of story.asked) if (each.wasSent && !each.answer) each.lawOver = true
}

const FACTS = {
  personGroup: 'women' as const,
  languages: ['uz'],
  interpreter: false,
  stepFree: false,
  mayContact: 'not-asked' as const,
  risk: 'not-assessed' as const,
}

async function versionOf({ cast, story }: Played): Promise<number> {
  const { rows } = await cast.test.owner.query('select version from aman."case" where id = $1', [story.caseId])
  return rows[0].version
}

/** Nothing is done, and time passes all the same. */
export const wait: Choose = () => ({ tells: 'nothing', may: true, run: async () => ok(null), follows: () => undefined })
