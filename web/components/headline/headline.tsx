import type { ComponentChildren } from 'preact'

/*
 * Headline: the top of a page: where it lies, what it is, what can be done.
 *   crumbs   path of links above the title, under crumbsLabel
 *   title    a plain string is treated as given text
 *   tag      usually a StatusTag
 *   lead     one or two sentences
 *   actions  Buttons
 * Columns: a wide part and a narrow one beside it, one under the other on a phone.
 */
type HeadlineProps = {
  title: ComponentChildren
  crumbs?: readonly { href: string; label: string }[] | undefined
  crumbsLabel?: string | undefined
  tag?: ComponentChildren
  lead?: ComponentChildren
  actions?: ComponentChildren
}

export function Headline({ title, crumbs = [], crumbsLabel, tag, lead, actions }: HeadlineProps) {
  return (
    <div class="headline">
      {crumbs.length > 0 && (
        <nav class="crumbs" aria-label={crumbsLabel}>
          <ol>
            {crumbs.map(({ href, label }) => (
              <li key={href}>
                <a href={href}>
                  <bdi>{label}</bdi>
                </a>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <h1>{typeof title === 'string' ? <bdi>{title}</bdi> : title}</h1>
      {tag && <p class="tags">{tag}</p>}
      {lead && <p class="lead">{lead}</p>}
      {actions && <div class="buttons">{actions}</div>}
    </div>
  )
}

export function Columns({ children, aside }: { children: ComponentChildren; aside: ComponentChildren }) {
  return (
    <div class="cols">
      <div>{children}</div>
      <div>{aside}</div>
    </div>
  )
}
