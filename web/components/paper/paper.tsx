/*
 * Paper: what is printed of its page, and nothing else of it.
 *   small   a slip of A6 for a pocket, to be cut out; without it a sheet
 *   rows    label and value; `sign` sets a value in large even letters, to be copied by hand
 */
export type PaperRow = { label: string; value: string; sign?: boolean | undefined }
type PaperProps = {
  lang: string
  heading: string
  rows: readonly PaperRow[]
  lines?: readonly string[] | undefined
  small?: boolean | undefined
}

export function Paper({ lang, heading, rows, lines = [], small }: PaperProps) {
  return (
    <section class={small ? 'paper small' : 'paper'} lang={lang} aria-label={heading}>
      <p>
        <strong>{heading}</strong>
      </p>
      <dl>
        {rows.map(({ label, value, sign }) => (
          <div key={label}>
            <dt class="soft">{label}</dt>
            <dd class={sign ? 'sign' : undefined}>{value}</dd>
          </div>
        ))}
      </dl>
      {lines.map(line => (
        <p key={line}>{line}</p>
      ))}
    </section>
  )
}
