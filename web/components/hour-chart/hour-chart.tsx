/*
 * HourChart { label, counts }: how many in each of the 24 hours, as columns. The numbers stand in a table beside it.
 */
const HOURS = 24
const HEIGHT = 80
const STEP = 12

export function HourChart({ label, counts }: { label: string; counts: readonly number[] }) {
  const most = Math.max(1, ...counts)
  return (
    <figure>
      <svg viewBox={`0 0 ${HOURS * STEP} ${HEIGHT + 14}`} width="100%" role="img" aria-label={label}>
        {Array.from({ length: HOURS }, (_, hour) => {
          const height = Math.round(((counts[hour] ?? 0) / most) * HEIGHT)
          return (
            <rect
              key={hour}
              x={hour * STEP + 1}
              y={HEIGHT - height}
              width={STEP - 2}
              height={height}
              fill="currentColor"
            />
          )
        })}
        {[0, 6, 12, 18].map(hour => (
          <text key={hour} x={hour * STEP} y={HEIGHT + 10} font-size="7" fill="currentColor">
            {String(hour).padStart(2, '0')}
          </text>
        ))}
      </svg>
    </figure>
  )
}
