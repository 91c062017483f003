import { score } from '#domain/screening/score.ts'
import { notesPlace } from '#features/identification/screening/queries.ts'
import type { House } from '#server/house.ts'
import { dataKeyPlace } from '#server/keys/data-keys.ts'
import { newKey, sealKey, sealText } from '#server/keys/seal.ts'
import type { Row } from './bulk.ts'
import type { Chance } from './chance.ts'
import { type InventedCase, idAt } from './invent-case.ts'

const ANSWERS = ['yes', 'no', 'no', 'unknown'] as const

/** The screening that an invented case came from, answered by chance and scored by the rules. */
export function inventScreening(
  chance: Chance,
  house: House,
  one: InventedCase,
): { screening: Row[]; data_key: Row[]; screening_narrative: Row[] } {
  const instrument = house.knowledge.latest(one.ageGroup === 'adult' ? 'ilo-labour-adult' : 'ilo-labour-child')
  if (!instrument) throw new Error('an instrument is missing')
  const at = new Date(one.openedAt.getTime() - 3_600_000)
  const id = idAt(chance, at)
  const questions = instrument.dimensions.flatMap(each =>
    each.indicators.map(indicator => `${each.key}.${indicator.id}`),
  )
  // What was not asked is left out: it counts as not known.
  const asked = questions.filter(() => chance.often(0.4))
  const answers = Object.fromEntries(asked.map(each => [each, chance.pick(ANSWERS)]))
  const result = score(instrument, answers)
  const key = newKey()
  const { agencyId, userId } = one.lead
  return {
    screening: [
      {
        id,
        agency_id: agencyId,
        case_id: one.id,
        instrument: instrument.id,
        instrument_version: instrument.version,
        situation: chance.pick(['border', 'workplace', 'phone']),
        age_group: one.ageGroup,
        language: one.languages[0] ?? 'ru',
        place: null,
        status: 'completed',
        answers,
        finding: result.finding,
        next_step: result.nextStep,
        started_by: userId,
        started_at: at,
        completed_at: one.openedAt,
        saved_by: userId,
        saved_at: one.openedAt,
        version: 1,
      },
    ],
    data_key: [
      {
        subject_id: id,
        depth: 'full',
        agency_id: agencyId,
        sealed: sealKey(one.lead.key.key, key, dataKeyPlace(id, 'full', agencyId)),
        key_version: one.lead.key.version,
      },
    ],
    screening_narrative: [{ screening_id: id, agency_id: agencyId, sealed: sealText(key, '{}', notesPlace(id)) }],
  }
}
