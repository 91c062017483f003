/*
 * Tabs { label, tabs: { href, label, count?, current? }[] }: parts of one record, each a page of its own.
 */
export type Tab = { href: string; label: string; count?: number | undefined; current?: boolean | undefined }

export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav class="tabs" aria-label={label}>
      <ul>
        {tabs.map(tab => (
          <li key={tab.href}>
            <a href={tab.href} aria-current={tab.current ? 'page' : undefined}>
              {tab.label}
              {tab.count !== undefined && <span class="count">{tab.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
