import type { Tone } from '../status-tag/status-tag.tsx'
import type { TimelineEvent, TimelineProps } from './timeline.tsx'

const LANE_HEIGHT = 44
const DAY = 24 * 60 * 60 * 1000
/** A tick further right than this would run into the word for now. */
const LAST_TICK = 85

type Span = { from: number; to: number }

const share = (at: number, { from, to }: Span) => (100 * (at - from)) / (to - from)

/** Widths are shares of the picture, so that its letters keep their size on a phone. */
export function TimelinePicture({ title, description, lanes, events, dayLabel, now }: TimelineProps) {
  const instants = events.flatMap(({ at, until }) => (until ? [at, until] : [at])).concat(now ? [now.at] : [])
  const times = instants.map(at => at.getTime())
  const span = { from: Math.min(...times), to: Math.max(...times) }
  if (span.from === span.to) return null
  const used = lanes.filter(lane => events.some(event => event.lane === lane.key))
  const bottom = used.length * LANE_HEIGHT
  return (
    <figure class="lanes">
      <svg width="100%" height={bottom + 26} role="img" aria-label={`${title}. ${description}`}>
        <title>{title}</title>
        <desc>{description}</desc>
        {used.map(({ key, label }, index) => (
          <Lane
            key={key}
            label={label}
            y={index * LANE_HEIGHT}
            events={events.filter(event => event.lane === key)}
            span={span}
          />
        ))}
        <Ticks span={span} y={bottom + 20} label={dayLabel} />
        {now && <Now x={share(now.at.getTime(), span)} bottom={bottom} label={now.label} />}
      </svg>
    </figure>
  )
}

type LaneProps = { label: string; y: number; events: readonly TimelineEvent[]; span: Span }

function Lane({ label, y, events, span }: LaneProps) {
  const middle = y + 30
  const x = (at: Date) => `${share(at.getTime(), span)}%`
  return (
    <g>
      <text x="0" y={y + 14}>
        {label}
      </text>
      <line class="lane" x1="0" x2="100%" y1={middle} y2={middle} />
      {events.map(({ id, at, until, when, tone = 'plain' }) => (
        <g key={id} class={tone}>
          {until && <line class="span" x1={x(at)} x2={x(until)} y1={middle} y2={middle} />}
          <svg x={x(at)} y={middle}>
            <title>{when}</title>
            <path d={SHAPES[tone]} />
          </svg>
        </g>
      ))}
    </g>
  )
}

const RING = 'M0-6a6 6 0 1 0 .01 0z'
const SHAPES: Record<Tone, string> = {
  late: 'M0-8L8 0 0 8-8 0z',
  wait: 'M-6-6h12v12h-12z',
  well: `${RING}M-3 0l2 2 4-4`,
  soft: RING,
  plain: RING,
}

type TicksProps = { span: Span; y: number; label: (at: Date) => string }

function Ticks({ span, y, label }: TicksProps) {
  const step = DAY * Math.max(1, Math.ceil((span.to - span.from) / DAY / 4))
  const ticks = [0, 1, 2, 3, 4].map(index => span.from + index * step)
  return ticks
    .filter(at => share(at, span) <= LAST_TICK)
    .map((at, index) => (
      <text
        key={at}
        class={index === 0 ? 'tick' : 'tick between'}
        x={`${share(at, span)}%`}
        y={y}
        text-anchor={index === 0 ? 'start' : 'middle'}
      >
        {label(new Date(at))}
      </text>
    ))
}

function Now({ x, bottom, label }: { x: number; bottom: number; label: string }) {
  return (
    <>
      <line class="now" x1={`${x}%`} x2={`${x}%`} y1="0" y2={bottom} />
      <text x={`${x}%`} y={bottom + 20} text-anchor="end">
        {label}
      </text>
    </>
  )
}
