import type { Tier } from '#knowledge/schema/tiers.ts'
import { TierCell } from './tier-cell.tsx'

/*
 * TierRibbon: on which list each report put a country, a cell a year, ten years a lane. The table stands beside it.
 *   description   in words what it shows
 *   from, until   first and last year; a year without a cell stays empty
 *   cells         sure: false is drawn dashed
 */
export type RibbonCell = { year: number; tier: Tier; sure: boolean }
type TierRibbonProps = { description: string; from: number; until: number; cells: readonly RibbonCell[] }

const LANE = 10
const LANE_HEIGHT = 52

export function TierRibbon({ description, from, until, cells }: TierRibbonProps) {
  const years = Array.from({ length: until - from + 1 }, (_, at) => from + at)
  return (
    <figure class="lanes">
      <svg
        width="100%"
        height={Math.ceil(years.length / LANE) * LANE_HEIGHT}
        role="img"
        aria-label={description}
        text-anchor="middle"
      >
        {years.map((year, at) => {
          const cell = cells.find(each => each.year === year)
          const place = { x: (at % LANE) * LANE, y: Math.floor(at / LANE) * LANE_HEIGHT + 2 }
          return cell ? (
            <TierCell
              key={year}
              {...place}
              tier={cell.tier}
              width={9}
              look={cell.sure ? 'solid' : 'dashed'}
              under={short(year)}
            />
          ) : (
            <text key={year} class="tick" x={`${place.x + 4.5}%`} y={place.y + 41}>
              {short(year)}
            </text>
          )
        })}
      </svg>
    </figure>
  )
}

const short = (year: number) => String(year).slice(2)
