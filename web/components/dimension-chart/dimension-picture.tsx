import { type Dimension, type DimensionChartProps, STRENGTHS } from './dimension-chart.tsx'

/** Marks keep their size up to this many in a row, and shrink together beyond it. */
const ROOM = 12

const total = (dimension: Dimension) => STRENGTHS.reduce((sum, strength) => sum + dimension[strength], 0)

export function DimensionPicture({ title, description, labels, dimensions }: DimensionChartProps) {
  const room = Math.max(ROOM, ...dimensions.map(total))
  return (
    <figure class="marks">
      {/* The names are not part of the drawing, so that long ones wrap on a phone. */}
      <div role="img" aria-label={`${title}. ${description}`}>
        {dimensions.map(dimension => (
          <div key={dimension.key} class={dimension.positive ? 'positive' : undefined}>
            {dimension.label}
            <Marks dimension={dimension} room={room} />
          </div>
        ))}
      </div>
      <figcaption>
        {STRENGTHS.map(strength => (
          <span key={strength}>
            <svg class="key" width="16" height="16" aria-hidden="true">
              <rect class={strength} x="1" y="1" width="14" height="14" rx="2" />
            </svg>{' '}
            {labels[strength]}
          </span>
        ))}
      </figcaption>
    </figure>
  )
}

function Marks({ dimension, room }: { dimension: Dimension; room: number }) {
  const marks = STRENGTHS.flatMap(strength => Array.from({ length: dimension[strength] }, () => strength))
  return (
    <svg width="100%" height="22" aria-hidden="true">
      <line class="lane" x1="0" x2="100%" y1="21" y2="21" />
      {marks.map((strength, index) => (
        <rect
          key={index}
          class={strength}
          x={`${(100 * index) / room}%`}
          y="2"
          width={`${82 / room}%`}
          height="14"
          rx="2"
        />
      ))}
    </svg>
  )
}
