/*
 * LinkList { items: { href, label, about?, lang? }[] }: a list of ways on, each with a line that explains it, in a language of its own
 * where it leads to one.
 */
export type LinkListItem = { href: string; label: string; about?: string | undefined; lang?: string | undefined }

export function LinkList({ items }: { items: readonly LinkListItem[] }) {
  return (
    <ul class="ways">
      {items.map(({ href, label, about, lang }) => (
        <li key={href} lang={lang}>
          <a href={href} hreflang={lang}>
            {label}
          </a>
          {about && <span>{about}</span>}
        </li>
      ))}
    </ul>
  )
}
