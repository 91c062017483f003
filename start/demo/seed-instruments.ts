import type pg from 'pg'
import { beginDraft } from '#features/identification/instruments/begin-draft.ts'
import { changeSign } from '#features/identification/instruments/change-signs.ts'
import { publishDraft } from '#features/identification/instruments/publish-draft.ts'
import { ChangeSign } from '#features/identification/instruments/record.ts'
import { sendToReview } from '#features/identification/instruments/send-to-review.ts'
import type { Indicator } from '#knowledge/schema/instrument.ts'
import type { Actor } from '#server/db/transact.ts'
import type { House } from '#server/house.ts'
import { does } from './does.ts'

const EDITORS = `select user_id as "userId", agency_id as "agencyId", role from aman.staff where role = 'instrument-editor'
   order by agency_id, user_id`

type Reworded = {
  instrument: string
  place: string
  daysAgo: number
  weight: Indicator['weight']
  words: { en: string; ru: string; kk: string }
  published?: true
}

const CHANGES: readonly Reworded[] = [
  {
    instrument: 'labour-inspection-card',
    place: 'seen.fearful',
    daysAgo: 20,
    weight: 'medium',
    words: {
      en: 'Does the person look frightened, or stop talking when somebody comes near?',
      ru: 'Человек выглядит испуганным или умолкает, когда кто-то подходит?',
      kk: 'Адам қорқып тұрған сияқты ма, біреу жақындаса, сөзін тоқтата ма?',
    },
    published: true,
  },
  {
    instrument: 'border-card',
    place: 'seen.coached',
    daysAgo: 2,
    weight: 'strong',
    words: {
      en: 'Does somebody else speak for the person, or do the answers sound rehearsed?',
      ru: 'За человека говорит кто-то другой, или его ответы звучат заученно?',
      kk: 'Адамның орнына басқа біреу сөйлей ме, әлде жауабы жаттанды ма?',
    },
  },
]

/** A card that was reworded and published, and one that waits for the editor whose sign-in is listed first; another wrote both. */
export async function seedInstruments(house: House, client: pg.Client): Promise<void> {
  const { rows } = await client.query<Actor>(EDITORS)
  const [reviewer, author] = [rows.at(0), rows.at(-1)]
  if (!reviewer || !author || reviewer === author) return
  for (const each of CHANGES) {
    const at = new Date(house.clock().getTime() - each.daysAgo * 86_400_000)
    await reword({ ...house, clock: () => at }, { author, reviewer }, each)
  }
}

async function reword(then: House, { author, reviewer }: { author: Actor; reviewer: Actor }, change: Reworded) {
  const { instrument, place, weight, words, published } = change
  const sign = signAt(then, instrument, place)
  const { id: draftId } = await does(then, author, beginDraft, { instrument, baseVersion: 1 })
  const worded = { ...sign.question, ...words }
  const { urgent, source, status } = sign
  const input = ChangeSign.parse({ draftId, version: 1, place, weight, urgent, source, status, ...worded })
  const { version } = await does(then, author, changeSign, input)
  await does(then, author, sendToReview, { draftId, version })
  if (published) await does(then, reviewer, publishDraft, { draftId, version: version + 1 })
}

function signAt({ knowledge }: House, instrument: string, place: string): Indicator {
  const dimensions = knowledge.instrument(instrument, 1)?.dimensions ?? []
  const found = dimensions.flatMap(({ key, indicators }) => indicators.filter(({ id }) => `${key}.${id}` === place))[0]
  if (!found) throw new Error(`${instrument} has no sign ${place}`)
  return found
}
