import type { ComponentChildren } from 'preact'

/*
 * Call: a number to call, large enough to find in a hurry.
 *   number, href   as written and as dialled ("116 16", "tel:11616")
 *   lines          who answers, cost, hours, languages; one short line each
 *   caution        words where the number is not verified
 *   children       what belongs to the number, such as Sourced
 */
type CallProps = {
  number: string
  href: string
  lines: readonly string[]
  caution?: string | undefined
  children?: ComponentChildren
}

export function Call({ number, href, lines, caution, children }: CallProps) {
  return (
    <div class="call-box">
      <a class="call" href={href}>
        <strong dir="ltr">{number}</strong>
        <span>
          {lines.map(line => (
            <span key={line}>{line}</span>
          ))}
        </span>
      </a>
      {caution && <p class="caution">{caution}</p>}
      {children}
    </div>
  )
}
