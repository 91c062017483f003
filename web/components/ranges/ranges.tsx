/*
 * RangePicture: from where to where each of several things reaches, one bar under the other on one scale that begins at nothing. The
 * table stands beside it.
 *   bars   from, to: of the same unit; text says both in words; faint: of an earlier time
 */
export type RangeBar = {
  key: string
  label: string
  text: string
  from: number
  to: number
  faint?: boolean | undefined
}

type RangePictureProps = { title: string; description: string; bars: readonly RangeBar[] }

const HEIGHT = 18

export function RangePicture({ title, description, bars }: RangePictureProps) {
  const most = Math.max(1, ...bars.map(each => each.to))
  const share = (value: number) => Math.round((1000 * value) / most) / 10
  return (
    <figure class="flow">
      <div role="img" aria-label={`${title}. ${description}`}>
        {bars.map(({ key, label, text, from, to, faint }) => (
          <div key={key} class="stage">
            <p>
              {label} <strong>{text}</strong>
            </p>
            <svg width="100%" height={HEIGHT} aria-hidden="true">
              <rect class="lane" width="100%" height={HEIGHT} rx="3" />
              <rect
                class="bar"
                x={`${share(from)}%`}
                width={`${Math.max(1, share(to - from))}%`}
                height={HEIGHT}
                rx="3"
                opacity={faint ? '0.5' : undefined}
              />
            </svg>
          </div>
        ))}
      </div>
    </figure>
  )
}
