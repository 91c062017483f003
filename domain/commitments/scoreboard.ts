import type { Day } from '#domain/shared/dates.ts'
import { type Dated, SECTORS, type Sector, STATES, type State, stateOn } from './measure.ts'

/** Published measures of one sector that have the same days. */
export type Promised = Dated & { readonly sector: Sector; readonly count: number }

export type Score = { readonly counts: Readonly<Record<State, number>>; readonly total: number }

/** Who keeps what was promised: every sector, also one that promised nothing, and all together. */
export type Scoreboard = { readonly sectors: readonly ({ readonly sector: Sector } & Score)[]; readonly all: Score }

function scoreOf(promised: readonly Promised[], day: Day): Score {
  const counts: Record<State, number> = { promised: 0, due: 0, late: 0, proved: 0, withdrawn: 0 }
  for (const each of promised) counts[stateOn(each, day)] += each.count
  return { counts, total: STATES.reduce((sum, state) => sum + counts[state], 0) }
}

export function scoreboardOn(promised: readonly Promised[], day: Day): Scoreboard {
  const sectors = SECTORS.map(sector => ({
    sector,
    ...scoreOf(
      promised.filter(each => each.sector === sector),
      day,
    ),
  }))
  return { sectors, all: scoreOf(promised, day) }
}
