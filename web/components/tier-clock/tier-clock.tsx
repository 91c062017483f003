import type { Tier } from '#knowledge/schema/tiers.ts'
import { type CellLook, TierCell } from '../tier-ribbon/tier-cell.tsx'

/*
 * TierClock: the years on the Watch List that are counted and those that are left, and below them the lists that the next report may choose.
 * What it says stands in words beside it.
 *   description   the same in a sentence
 *   years         from the first that counts to the one when none is left; dashed: only by waiver; empty: not reached
 *   next          the next report and its lists; closed: not open, dashed: only by waiver
 *   labels        of the looks, for the key
 */
export type ClockYear = { year: number; tier: Tier; look: CellLook }
type TierClockProps = {
  description: string
  years: readonly ClockYear[]
  next: { year: number; lists: readonly { tier: Tier; look: CellLook }[] }
  labels: { solid: string; empty: string; dashed: string }
}

const ROW = 60
const STEP = 16

export function TierClock({ description, years, next, labels }: TierClockProps) {
  const looks = (['solid', 'empty', 'dashed'] as const).filter(look => years.some(each => each.look === look))
  return (
    <figure class="lanes">
      <svg width="100%" height={ROW * 2 - 20} role="img" aria-label={description} text-anchor="middle">
        {years.map(({ year, tier, look }, at) => (
          <TierCell key={year} tier={tier} look={look} x={at * STEP} y={2} width={STEP - 3} under={String(year)} />
        ))}
        <text x="6.5%" y={ROW + 20}>
          {next.year}:
        </text>
        {next.lists.map(({ tier, look }, at) => (
          <TierCell key={tier} tier={tier} look={look} x={(at + 1) * STEP} y={ROW + 2} width={STEP - 3} />
        ))}
      </svg>
      <figcaption>
        {looks.map(look => (
          <span key={look}>
            <svg width="16" height="16" aria-hidden="true">
              <rect
                x="1"
                y="1"
                width="14"
                height="14"
                rx="2"
                fill={look === 'empty' ? 'none' : 'currentColor'}
                fill-opacity={look === 'solid' ? 0.3 : 0.1}
                stroke-dasharray={look === 'solid' ? undefined : '3 2'}
              />
            </svg>{' '}
            {labels[look]}
          </span>
        ))}
      </figcaption>
    </figure>
  )
}
