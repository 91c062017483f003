/*
 * Rail: the staff navigation beside the page. One <details>: a menu on a phone, always open on a desk (stylesheet).
 *   late    words such as "2 late", shown in place of the plain count
 */
export type RailLink = {
  href: string
  label: string
  count?: number | string | undefined
  late?: string | undefined
  current?: boolean | undefined
}
export type RailGroup = { heading: string; links: readonly RailLink[] }

type RailProps = { label: string; menuLabel: string; groups: readonly RailGroup[] }

export function Rail({ label, menuLabel, groups }: RailProps) {
  return (
    <nav class="rail" aria-label={label}>
      <details>
        <summary>{menuLabel}</summary>
        {groups.map(({ heading, links }) => (
          <div key={heading}>
            <h2>{heading}</h2>
            <ul>
              {links.map(link => (
                <li key={link.href}>
                  <a href={link.href} aria-current={link.current ? 'page' : undefined}>
                    <span>{link.label}</span>
                    <Count {...link} />
                  </a>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </details>
    </nav>
  )
}

function Count({ count, late }: RailLink) {
  if (late) return <span class="tag late">{late}</span>
  return count === undefined ? null : <span class="count">{count}</span>
}
