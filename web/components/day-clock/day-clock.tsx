/*
 * DayClock: how many days of a time have passed and how many are left, as a bar; what it says stands in words beside it.
 *   title, description   what it is, and the same in a sentence
 *   days, gone           in the whole time, and passed before today
 *   marks                after how many days something falls: a promised least, a reminder
 *   labels               of the parts, for the key below the bar
 */
export type DayMark = { after: number; kind: 'least' | 'reminder'; label: string }
type DayClockProps = {
  title: string
  description: string
  days: number
  gone: number
  over: boolean
  marks: readonly DayMark[]
  labels: { gone: string; left: string; least: string; reminder: string }
}

const share = (part: number, whole: number) => `${Math.round((1000 * part) / Math.max(whole, 1)) / 10}%`

export function DayClock({ title, description, days, gone, over, marks, labels }: DayClockProps) {
  const kinds = new Set(marks.map(each => each.kind))
  return (
    <figure class="days">
      <svg width="100%" height="46" role="img" aria-label={`${title}. ${description}`}>
        <title>{title}</title>
        <desc>{description}</desc>
        <rect class={over ? 'ground' : 'left'} x="0" y="12" width="100%" height="22" rx="3" />
        <rect class="gone" x="0" y="12" width={share(gone, days)} height="22" rx="3" />
        {marks.map(({ after, kind, label }) => (
          <svg key={label} x={share(after, days)} y="0">
            <title>{label}</title>
            <path class={kind} d={kind === 'least' ? 'M0 4V42' : 'M0 34l-5 10h10z'} />
          </svg>
        ))}
      </svg>
      <figcaption>
        <Key kind="gone" label={labels.gone} />
        {!over && <Key kind="left" label={labels.left} />}
        {kinds.has('least') && <Key kind="least" label={labels.least} />}
        {kinds.has('reminder') && <Key kind="reminder" label={labels.reminder} />}
      </figcaption>
    </figure>
  )
}

const KEYS = { least: 'M8 1V15', reminder: 'M8 3l-5 10h10z', gone: 'M1 1h14v14H1z', left: 'M1 1h14v14H1z' }

function Key({ kind, label }: { kind: keyof typeof KEYS; label: string }) {
  return (
    <span>
      <svg width="16" height="16" aria-hidden="true">
        <path class={kind} d={KEYS[kind]} />
      </svg>{' '}
      {label}
    </span>
  )
}
