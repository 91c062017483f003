import type { ComponentChildren } from 'preact'

/*
 * Details { summary, open?, children }: more for those who want it.
 */
type DetailsProps = { summary: string; open?: boolean | undefined; children: ComponentChildren }

export function Details({ summary, open, children }: DetailsProps) {
  return (
    <details class="more" open={open}>
      <summary>{summary}</summary>
      <div>{children}</div>
    </details>
  )
}
