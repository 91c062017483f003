import { ageGroup, isForAge } from '#domain/screening/choose.ts'
import { dayIn } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { type Asking, type Saved, scoreOf, whyNotAnswers } from './asking.ts'
import type { StartScreening } from './record.ts'

/** Begins a screening, with or without answers; a complete one gets its finding at once. */
export async function startScreening(asking: Asking, input: StartScreening): Promise<Result<Saved>> {
  const instrument = asking.instruments.findLast(each => each.id === input.instrument)
  if (!instrument) return refuse('screening.instrument-not-found')
  const day = dayIn(asking.country.timeZone, asking.now)
  if (!isForAge(instrument, ageGroup(input.ageGroup, asking.laws, day).group))
    return refuse('screening.instrument-for-other-age')
  const wrong = whyNotAnswers(instrument, input)
  if (wrong) return wrong

  const id = asking.newId()
  const result = input.complete ? scoreOf(instrument, input.answers, input.ageGroup) : null
  const { situation, ageGroup: age, language, place = null, answers, notes } = input
  await asking.store.add({
    id,
    instrument: instrument.id,
    instrumentVersion: instrument.version,
    situation,
    ageGroup: age,
    language,
    place,
    answers,
    notes,
    result,
  })
  return ok({ id, version: 1, status: input.complete ? 'completed' : 'draft', result })
}
