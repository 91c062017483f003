/*
 * Sourced: where a stated fact comes from, under the fact.
 *   text       the act and article, or the title of what was read, and the day
 *   lang       of the text, where it is not that of the page
 *   href       of a public copy, where one is known
 *   cautions   what a reader must know before leaning on it: "nobody has checked this", "rule of 2023, being checked"
 */
type SourcedProps = {
  text: string
  lang?: string | undefined
  href?: string | undefined
  cautions?: readonly string[] | undefined
}

export function Sourced({ text, lang, href, cautions = [] }: SourcedProps) {
  return (
    <p class="caution">
      {cautions.map(caution => (
        <strong key={caution}>{caution} </strong>
      ))}
      {href ? (
        <a href={href} rel="noreferrer" lang={lang}>
          {text}
        </a>
      ) : (
        <span lang={lang}>{text}</span>
      )}
    </p>
  )
}
