import { onServer } from '#features/identification/screening/on-server.ts'
import { StartScreening } from '#features/identification/screening/record.ts'
import { startScreening } from '#features/identification/screening/start-screening.ts'
import type { Actor } from '#server/db/transact.ts'
import type { Chance } from '#start/demo/chance.ts'
import { addActor, addStaff, type TestHouse } from '#tests/support/house.ts'
import { must, openedCase, openedShelter, run } from '#tests/support/thread.ts'
import { nothingLater, type Rescuer } from './later.ts'
import type { Story } from './oracle.ts'

/** Who takes part in every history: two that can lead, a shelter, a lawyer, the police, and two who should see nothing. */
export type Cast = {
  test: TestHouse
  first: Actor
  second: Actor
  shelter: Actor
  lawyer: Actor
  police: Actor
  /** Works beside the first, on the same cases. */
  colleague: Actor
  coordinator: Actor
  stranger: Actor
  /** For each story one colleague of the stranger, who may open that case in an emergency. */
  rescuers: Rescuer[]
  beds: string[]
}

/** Each story has a bed of its own: so many are played side by side. */
export async function castOf(test: TestHouse, stories = 40): Promise<Cast> {
  const first = await addActor(test, 'case-worker', { services: ['case-management'] })
  const shelter = await addActor(test, 'shelter-manager', { services: ['shelter'] })
  const { bedIds } = await openedShelter(test, shelter, { beds: stories })
  const stranger = await addActor(test, 'case-worker')
  const rescuers: Rescuer[] = []
  for (const _ of bedIds) rescuers.push({ ...(await addStaff(test, stranger.agencyId, 'case-worker')), triedAt: [] })
  return {
    test,
    first,
    shelter,
    second: await addActor(test, 'case-worker', { services: ['case-management', 'legal'] }),
    lawyer: await addActor(test, 'service-provider', { services: ['legal'] }),
    police: await addActor(test, 'investigator', { services: ['police-report'], kind: 'police' }),
    colleague: await addStaff(test, first.agencyId, 'case-worker'),
    coordinator: await addStaff(test, first.agencyId, 'coordinator'),
    stranger,
    rescuers,
    beds: bedIds,
  }
}

export const viewersOf = (cast: Cast): Actor[] => [
  cast.first,
  cast.second,
  cast.shelter,
  cast.lawyer,
  cast.police,
  cast.colleague,
  cast.coordinator,
  cast.stranger,
]

const SCREENING = StartScreening.parse({
  instrument: 'ilo-labour-adult',
  situation: 'border',
  ageGroup: 'adult',
  language: 'uz',
  answers: { 'exploitation.low_no_salary': 'yes' },
  notes: { 'exploitation.low_no_salary': 'invented words' },
  complete: true,
})

/** A new case of the first agency, of an adult or a child, with or without a screening before it. */
export async function beginStory(cast: Cast, chance: Chance, n: number): Promise<Story> {
  const { test, first, beds, rescuers } = cast
  const [bedId, rescuer] = [beds[n], rescuers[n]]
  if (!bedId || !rescuer) throw new Error('more stories than beds')
  const adult = chance.often(0.7)
  const screened = chance.often(0.3)
  const screeningId = screened ? must(await run(test, first, onServer(startScreening), SCREENING)).id : null
  const caseId = await openedCase(test, first, {
    ageGroup: adult ? 'adult' : 'child',
    ...(screeningId && { screeningId, openedFrom: 'screening' }),
  })
  const { rows } = await test.owner.query('select id from aman.case_narrative where case_id = $1', [caseId])
  return {
    ...nothingLater(),
    caseId,
    bedId,
    rescuer,
    lead: first.agencyId,
    adult,
    closed: false,
    screening: screeningId ? { id: screeningId, agencyId: first.agencyId } : null,
    notes: rows.map(row => row.id),
    answers: [],
    asked: [],
    uses: [],
    told: [adult ? 'an adult' : 'a child'],
  }
}
