import type { Tier } from '#knowledge/schema/tiers.ts'
import type { Tone } from '../status-tag/status-tag.tsx'

/** The darker, the lower; on paper without colour too. The sign inside says which it is. */
const LOOKS: Record<Tier, { tone: Tone; ground: number; sign: string }> = {
  '1': { tone: 'well', ground: 0.08, sign: '1' },
  '2': { tone: 'plain', ground: 0.16, sign: '2' },
  '2WL': { tone: 'wait', ground: 0.3, sign: 'WL' },
  '3': { tone: 'late', ground: 0.45, sign: '3' },
}

const SIDE = 26

/*
 * TierCell: one list as a box with its sign, inside an <svg>.
 *   x, width   in percent of the picture, so that its letters keep their size on a phone
 *   look       solid; dashed: not sure, or on a condition; empty: not reached; closed: crossed out
 *   under      what stands below it, usually the year
 */
export type CellLook = 'solid' | 'dashed' | 'empty' | 'closed'
type TierCellProps = { tier: Tier; x: number; y: number; width: number; look?: CellLook; under?: string | undefined }

export function TierCell({ tier, x, y, width, look = 'solid', under }: TierCellProps) {
  const { tone, ground, sign } = LOOKS[tier]
  const filled = look === 'solid' || look === 'dashed'
  return (
    <>
      <g class={tone}>
        <rect
          x={`${x}%`}
          y={y}
          width={`${width}%`}
          height={SIDE}
          rx="3"
          fill={filled ? 'currentColor' : 'none'}
          fill-opacity={filled ? ground : undefined}
          stroke-dasharray={look === 'solid' ? undefined : '4 3'}
        />
        {look === 'closed' && <line x1={`${x}%`} x2={`${x + width}%`} y1={y + SIDE} y2={y} />}
      </g>
      <text x={`${x + width / 2}%`} y={y + 18}>
        {sign}
      </text>
      {under && (
        <text class="tick" x={`${x + width / 2}%`} y={y + 41}>
          {under}
        </text>
      )}
    </>
  )
}
