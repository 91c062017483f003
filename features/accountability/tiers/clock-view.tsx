import type { Outlook } from '#domain/tiers/outlook.ts'
import type { Statute } from '#domain/tiers/statute.ts'
import type { Tier } from '#knowledge/schema/tiers.ts'
import { Sourced } from '#web/components/sourced/sourced.tsx'
import { type ClockYear, TierClock } from '#web/components/tier-clock/tier-clock.tsx'
import type { CellLook } from '#web/components/tier-ribbon/tier-cell.tsx'
import { type T, watchListIn } from './asked.tsx'

const WAIVER_CONDITIONS = ['waiver-plan', 'waiver-enough', 'waiver-resources'] as const

type ClockProps = { t: T; outlook: Outlook; statute: Statute }

/** Bound by the rule for those that have come back from Tier 3: before the years are over that others have, nothing else can end them. */
function isReturned({ outlook, statute }: ClockProps): boolean {
  const { ifWatchListMerit } = outlook.next
  return ifWatchListMerit === '3' && outlook.consecutiveWatchListYears < (statute.limit ?? 0)
}

/** The years that count, those that are left, those that only a waiver gives, and the one in which none is left. */
function yearsOf(clock: ClockProps): ClockYear[] {
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

function listsOf({ outlook: { next } }: ClockProps): { tier: Tier; look: CellLook }[] {
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
export function Clock(clock: ClockProps) {
  const { t, outlook, statute } = clock
  if (statute.limit === null) return <p>{t('tiers.not-yet', { tier: '3' })}</p>
  const { gap, next } = outlook
  const count = t('tiers.count', { years: outlook.consecutiveWatchListYears })
  return (
    <>
      <TierClock
        description={count}
        years={yearsOf(clock)}
        next={{ year: next.year, lists: listsOf(clock) }}
        labels={{ solid: t('tiers.clock-counted'), empty: t('tiers.clock-left'), dashed: t('tiers.clock-waiver') }}
      />
      <p>
        {count}
        {gap &&
          ` ${t('tiers.count-gap', { year: String(gap.lastUnknownYear), most: gap.consecutiveWatchListYearsAtMost })}`}
        {outlook.consecutiveWatchListYears > 0 && ` ${t('tiers.waived', { years: outlook.waiverYearsUsed })}`}
      </p>
      <Limit {...clock} limit={statute.limit} />
    </>
  )
}

/** What ends the years, and where that stands. */
function Limit({ limit, ...clock }: ClockProps & { limit: number }) {
  const { t, statute } = clock
  const returned = isReturned(clock)
  const text = returned
    ? t('tiers.return', { tier: '3', years: statute.returnLimit ?? 0 })
    : t('tiers.limit', { tier: '3', years: limit, waivers: statute.waivers })
  return (
    <>
      <p>{text}</p>
      <RuleSources
        t={t}
        statute={statute}
        ids={returned ? ['return-limit', 'return-after-waiver'] : ['watch-list-limit', 'watch-list-waiver']}
      />
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
export function NextReport({ t, outlook, statute }: ClockProps) {
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
