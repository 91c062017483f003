import { corridorsOf } from '#domain/guides/corridors.ts'
import { rulesOn, type Stated } from '#domain/guides/rules-on.ts'
import { FIRST_ASKED, isStage, TOPICS_AT } from '#domain/guides/stages.ts'
import { MOST_IN_PART, shortParts } from '#domain/prevention/short-parts.ts'
import { dayIn, noonOf } from '#domain/shared/dates.ts'
import type { PublicLanguage, Translate } from '#knowledge/schema/words.ts'
import type { House } from '#server/house.ts'
import { ADVICE } from './advice.ts'
import { roadOf } from './reading.ts'

type Speech = Translate<PublicLanguage>
type Told = { house: Pick<House, 'knowledge' | 'country' | 'clock'>; corridor: string; stage?: string | undefined }

/**
 * A page of a guide as text to be sent: the road and the day, what is wise at that step, and the rules of today with their doubts.
 * Parts of at most 160 characters; none where there is no such page.
 */
export function guideShort(t: Speech, { house, corridor: slug, stage }: Told): string[] {
  const { guides } = house.knowledge
  const corridor = corridorsOf(guides).find(each => each.slug === slug)
  if (!corridor || (stage !== undefined && !isStage(stage))) return []
  const today = dayIn(house.country.timeZone, house.clock())
  const topics = stage ? TOPICS_AT[stage] : FIRST_ASKED
  const rules = rulesOn(guides, corridor, today).filter(each => topics.includes(each.rule.topic))
  const head = [roadOf(t, corridor), ...(stage ? [t(`guides.stage-${stage}`)] : []), t.day(noonOf(today))]
  const unknown = corridor.destination === null ? [t('guides.country-not-known')] : []
  const advice = stage ? ADVICE[stage].map(key => t(key)) : []
  return shortParts([...head.map(ended), ...unknown, ...advice, ...rules.map(each => toldOf(t, each))], MOST_IN_PART)
}

/** A date ends in a stop of its own in some languages. */
const ended = (text: string) => (text.endsWith('.') ? text : `${text}.`)

function toldOf(t: Speech, { rule, cautions }: Stated): string {
  const doubts = [
    ...(cautions.includes('being-checked') ? [t('guides.short-being-checked')] : []),
    ...(cautions.includes('unverified') ? [t('guides.short-unverified')] : []),
  ]
  return [rule.text[t.language], ...doubts].join(' ')
}
