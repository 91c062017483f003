import type { ComponentChildren } from 'preact'
import { content } from '../given/given.tsx'

/*
 * SummaryList: what was said, row by row, with a way to change it ("check your answers", facts of a case).
 *   title    an h2 above the list, with an optional change link for the whole
 *   value    a plain string is treated as given text; undefined or '' shows `empty`
 */
export type SummaryRow = {
  label: string
  value?: ComponentChildren
  change?: { href: string; label: string } | undefined
}
type SummaryListProps = { title?: string | undefined; rows: readonly SummaryRow[]; empty?: string | undefined }

export function SummaryList({ title, rows, empty = '—' }: SummaryListProps) {
  const changes = rows.some(row => row.change)
  return (
    <>
      {title && <h2>{title}</h2>}
      <dl class={changes ? 'facts changes' : 'facts'}>
        {rows.map(({ label, value, change }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value === undefined || value === '' ? <span class="soft">{empty}</span> : content(value)}</dd>
            {change && (
              <dd class="change">
                <a href={change.href}>
                  {change.label}
                  <span class="unseen">: {label}</span>
                </a>
              </dd>
            )}
          </div>
        ))}
      </dl>
    </>
  )
}
