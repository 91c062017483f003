import type { Area } from './area.ts'
import { giveBed, hold, leaveBed } from './bed-moves.ts'
import { accept, answer, answerAbout, type Played, referTo } from './moves.ts'
import { bedsSeenBy } from './oracle.ts'

const shelter = ({ cast }: Played) => cast.shelter
const agreesToShelter = answerAbout(shelter)
const goesToShelter = referTo(shelter)

/** The beds alone, tried more often than among everything else. */
export const BEDS: Area = {
  tables: ['bed_use'],
  moves: [
    ...[agreesToShelter, agreesToShelter, goesToShelter, goesToShelter, answer, accept],
    ...[hold, hold, giveBed, giveBed, giveBed, leaveBed, leaveBed],
  ],
  sights: `select 'bed ' || id as seen, case_id as owner from aman.bed_use where case_id = any($1)`,
  sees: bedsSeenBy,
}
