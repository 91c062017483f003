import type { Statute } from '#domain/tiers/statute.ts'
import type { Tier } from '#knowledge/schema/tiers.ts'
import { Sourced } from '#web/components/sourced/sourced.tsx'
import { type ClockYear, TierClock } from '#web/components/tier-clock/tier-clock.tsx'
import type { CellLook } from '#web/components/tier-ribbon/tier-cell.tsx'
import { type T, watchListIn } from './asked.tsx'
import { type ClockAsked, countText, isReturned, limitOf } from './clock-words.ts'

const WAIVER_CONDITIONS = ['waiver-plan', 'waiver-enough', 'waiver-resources'] as const

/** The years that count, those that are left, those that only a waiver gives, and the one in which none is left. */
function yearsOf(clock: ClockAsked): ClockYear[] {
  const { outlook, statute } = clock
  const counted = outlook.consecutiveWatchListYears
  const returned = isReturned(clock)
  const free = (returned ? statute.returnLimit : statute.limit) ?? 0
  const all = Math.max(counted, free + (returned ? 0 : statute.waivers))
  const first = outlook.asOf - counted + 1
  const years = Array.from({ length: all }, (_, at): ClockYear => {
    const look = at < counted ? 'solid' : at < free ? 'empty' : 'dashed'
    return { year: first + at, tier: '2WL', look }
  })
  return [...years, { year: first + all, tier: '3', look: 'empty' }]
}

function listsOf({ outlook: { next } }: ClockAsked): { tier: Tier; look: CellLook }[] {
  const watchList = next.allowed.includes('2WL')
    ? 'solid'
    : next.allowed.includes('2WL-by-waiver')
      ? 'dashed'
      : 'closed'
  return (['1', '2', '2WL', '3'] as const).map(tier => ({
    tier,
    look: tier === '2WL' ? watchList : ('solid' as const),
  }))
}

/** The clock as a picture and in words. */
export function Clock(clock: ClockAsked) {
  const { t, outlook, statute } = clock
  const limit = limitOf(clock)
  if (statute.limit === null) return <p>{limit.text}</p>
  const { next } = outlook
  return (
    <>
      <TierClock
        description={t('tiers.count', { years: outlook.consecutiveWatchListYears })}
        years={yearsOf(clock)}
        next={{ year: next.year, lists: listsOf(clock) }}
        labels={{ solid: t('tiers.clock-counted'), empty: t('tiers.clock-left'), dashed: t('tiers.clock-waiver') }}
      />
      <p>{countText(clock)}</p>
      <p>{limit.text}</p>
      <RuleSources t={t} statute={statute} ids={limit.rules} />
    </>
  )
}

type RuleSourcesProps = { t: T; statute: Statute; ids: readonly string[] }

/** Where rules stand; what nobody has confirmed, of the rule or of its day, says so. */
export function RuleSources({ t, statute, ids }: RuleSourcesProps) {
  return ids.flatMap(id => {
    const rule = statute.rule(id)
    if (!rule) return []
    const sure = rule.status === 'verified' && rule.fromStatus === 'verified'
    return [
      <Sourced
        key={id}
        text={`${rule.cite.article}, ${rule.cite.act}`}
        lang="en"
        href={rule.cite.url}
        cautions={sure ? [] : [t('tiers.unverified')]}
      />,
    ]
  })
}

/** What the next report may say, and why. */
export function NextReport({ t, outlook, statute }: ClockAsked) {
  const watchList = watchListIn(outlook)
  return (
    <>
      <p>{t('tiers.always', { first: '1', second: '2', third: '3' })}</p>
      {statute.watchList && <p>{t(`tiers.merit-${watchList}`, { tier: '3' })}</p>}
      {watchList === 'by-waiver' && (
        <>
          <p>{t('tiers.conditions')}</p>
          <ul>
            {WAIVER_CONDITIONS.map(each => (
              <li key={each}>{t(`tiers.rule-${each}`)}</li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
