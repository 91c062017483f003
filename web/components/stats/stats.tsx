import type { Tone } from '../status-tag/status-tag.tsx'

/*
 * Stats { items: { label, value, href?, tone?, note? }[] }: a row of counts.
 */
export type Stat = {
  label: string
  value: string
  href?: string | undefined
  tone?: Tone | undefined
  note?: string | undefined
}

export function Stats({ items }: { items: readonly Stat[] }) {
  return (
    <dl class="stats">
      {items.map(({ label, value, href, tone = 'plain', note }) => (
        <div key={label} class={tone}>
          <dt>{href ? <a href={href}>{label}</a> : label}</dt>
          <dd>{value}</dd>
          {note && <dd class="note">{note}</dd>}
        </div>
      ))}
    </dl>
  )
}
