import type { ComponentChildren } from 'preact'

/*
 * LinkGroups { title, groups: { title, links: { href, label, note? }[] }[] }: the further pages of one record, under few headings.
 *   note  what is worth knowing before it is opened, usually a StatusTag
 */
export type GroupedLink = { href: string; label: string; note?: ComponentChildren }
export type LinkGroup = { title: string; links: readonly GroupedLink[] }

export function LinkGroups({ title, groups }: { title: string; groups: readonly LinkGroup[] }) {
  return (
    <nav class="link-groups" aria-label={title}>
      <h2>{title}</h2>
      <div>
        {groups.map(group => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <ul>
              {group.links.map(({ href, label, note }) => (
                <li key={href}>
                  <a href={href}>{label}</a> {note}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </nav>
  )
}
