import { addDays, dayIn, startOfDay } from '#domain/shared/dates.ts'
import { ok, type Result } from '#domain/shared/result.ts'
import { beginReflection } from '#features/protection/reflection/begin-reflection.ts'
import { endReflection } from '#features/protection/reflection/end-reflection.ts'
import { extendReflection } from '#features/protection/reflection/extend-reflection.ts'
import { issueCertificate } from '#features/protection/reflection/issue-certificate.ts'
import type { PeriodOut } from '#features/protection/reflection/record.ts'
import { recordChoice } from '#features/protection/reflection/record-choice.ts'
import { shareReflection } from '#features/protection/reflection/share-reflection.ts'
import { recordAnswer } from '#features/protection/residence/record-answer.ts'
import { recordPetition } from '#features/protection/residence/record-petition.ts'
import { run } from '#tests/support/thread.ts'
import { type Period, periodRuns } from './later.ts'
import { anyOf, type Choose, idIn, leadOf, type Played, seesCoded } from './moves.ts'
import { stands } from './oracle.ts'

const ofCase = ({ story }: Played) => ({ caseId: story.caseId })
const zoneOf = ({ cast }: Played) => cast.test.house.country.timeZone
const overAt = (played: Played, lastOn: string) => startOfDay(zoneOf(played), addDays(lastOn, 1)).getTime()
const runningPeriod = ({ story, at }: Played) => story.periods.findLast(each => periodRuns(each, at.getTime()))

/** Days count whole: on the day on which one period ended the next does not begin. */
const overlaps = (one: Period, startsAt: number): boolean => {
  const until = Math.min(one.overAt, one.endedAt ?? one.overAt)
  return until > startsAt && until > one.startsAt
}

export const begin: Choose = played => {
  const { cast, story, at } = played
  const startsAt = startOfDay(zoneOf(played), dayIn(zoneOf(played), at)).getTime()
  return {
    tells: 'a reflection period begins',
    may: !story.closed && !story.periods.some(each => overlaps(each, startsAt)),
    run: () => run(cast.test, leadOf(played), beginReflection, ofCase(played)),
    follows: value => {
      const { id, lastOn } = value as PeriodOut
      const fresh = { id, startsAt, lastOn, overAt: overAt(played, lastOn), beganAt: at.getTime(), endedAt: null }
      story.periods.push({ ...fresh, choices: [], shares: [] })
    },
  }
}

/** The certificates that a step left, whichever it issued or took back. */
async function withCertificates({ cast, story }: Played, step: Promise<Result<unknown>>): Promise<Result<string[]>> {
  const result = await step
  if (!result.ok) return result
  const { rows } = await cast.test.owner.query<{ id: string }>(
    'select id from aman.reflection_certificate where case_id = $1',
    [story.caseId],
  )
  return ok(rows.map(row => row.id))
}

export const extend: Choose = played => {
  const { cast, story } = played
  const one = runningPeriod(played)
  const until = addDays(one?.lastOn ?? '2026-01-01', 5)
  const asked = { ...ofCase(played), until }
  return {
    tells: 'she is given more time',
    may: !story.closed && one !== undefined,
    run: () => withCertificates(played, run(cast.test, leadOf(played), extendReflection, asked)),
    follows: value => {
      if (one) Object.assign(one, { lastOn: until, overAt: overAt(played, until) })
      story.certificates = value as string[]
    },
  }
}

export const certify: Choose = played => {
  const { cast, story } = played
  return {
    tells: 'a certificate is issued',
    may: !story.closed && runningPeriod(played) !== undefined,
    run: () => withCertificates(played, run(cast.test, leadOf(played), issueCertificate, ofCase(played))),
    follows: value => Object.assign(story, { certificates: value }),
  }
}

export const endPeriod: Choose = played => {
  const { cast, at } = played
  const one = runningPeriod(played)
  const asked = { ...ofCase(played), how: 'by-choice' as const }
  return {
    tells: 'she ends the period',
    may: one !== undefined,
    run: () => run(cast.test, leadOf(played), endReflection, asked),
    follows: () => one && Object.assign(one, { endedAt: at.getTime() }),
  }
}

/** She says it to who leads her case, or to who gives her a bed. */
export const decide: Choose = played => {
  const { cast, story, chance, at } = played
  const toShelter = chance.often(0.5)
  const hearer = toShelter ? cast.shelter : leadOf(played)
  const decision = chance.pick(['report', 'not', 'not-yet'] as const)
  const latest = story.periods.at(-1)
  return {
    tells: `she decides ${decision}`,
    may: !story.closed && latest !== undefined && (!toShelter || seesCoded(played, hearer.agencyId)),
    run: () => run(cast.test, hearer, recordChoice, { ...ofCase(played), decision }),
    follows: value => {
      latest?.choices.push(idIn(value))
      story.words.push({ at: at.getTime(), yes: decision === 'report', until: null })
    },
  }
}

export const share: Choose = played => {
  const { cast, story, chance, at } = played
  const one = anyOf(chance, story.answers)
  const latest = story.periods.at(-1)
  if (!one) return null
  const part = chance.pick(['clock', 'choice'] as const)
  return {
    tells: `she lets ${part} be told`,
    may: !story.closed && latest !== undefined && stands(one, at.getTime()),
    run: () => run(cast.test, leadOf(played), shareReflection, { ...ofCase(played), consentId: one.id, part }),
    follows: () => latest?.shares.push({ consentId: one.id, part }),
  }
}

export const petition: Choose = played => {
  const { cast, story, at } = played
  const asked = { ...ofCase(played), kind: 'exit-visa' as const, petitionedOn: dayIn(zoneOf(played), at) }
  return {
    tells: 'an exit visa is asked for',
    may: !story.closed && story.residence.every(each => !each.waits),
    run: () => run(cast.test, leadOf(played), recordPetition, asked),
    follows: value => story.residence.push({ id: idIn(value), waits: true }),
  }
}

export const answered: Choose = played => {
  const { cast, story, at } = played
  const waiting = story.residence.find(each => each.waits)
  const given = { kind: 'exit-visa' as const, answeredOn: dayIn(zoneOf(played), at), outcome: 'refused' as const }
  return {
    tells: 'the exit visa is refused',
    may: !story.closed && waiting !== undefined,
    run: () =>
      run(cast.test, leadOf(played), recordAnswer, {
        ...ofCase(played),
        ...given,
        fromOn: undefined,
        untilOn: undefined,
      }),
    follows: () => waiting && Object.assign(waiting, { waits: false }),
  }
}
