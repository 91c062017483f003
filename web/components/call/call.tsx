/*
 * Call: a number to call, large enough to find in a hurry.
 *   number, href   as written and as dialled ("116 16", "tel:11616")
 *   lines          who answers, cost, hours, languages; one short line each
 *   caution        words where the number is not verified
 */
type CallProps = {
  number: string
  href: string
  lines: readonly string[]
  caution?: string | undefined
}

export function Call({ number, href, lines, caution }: CallProps) {
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
    </div>
  )
}
