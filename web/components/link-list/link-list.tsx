/*
 * LinkList { items: { href, label, about? }[] }: a list of ways on, each with a line that explains it.
 */
export type LinkListItem = { href: string; label: string; about?: string | undefined }

export function LinkList({ items }: { items: readonly LinkListItem[] }) {
  return (
    <ul class="ways">
      {items.map(({ href, label, about }) => (
        <li key={href}>
          <a href={href}>{label}</a>
          {about && <span>{about}</span>}
        </li>
      ))}
    </ul>
  )
}
