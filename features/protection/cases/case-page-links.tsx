import { CASE_READERS, type Role } from '#domain/access/roles.ts'
import type { WordKey } from '#knowledge/schema/words.ts'
import { LinkList } from '#web/components/link-list/link-list.tsx'
import type { CaseSheet } from './case-page.tsx'

type CaseLink = { path: string; label: WordKey; about: WordKey; roles: readonly Role[] }

/** What else is kept of a case, each on pages of its own. */
const LINKS: readonly CaseLink[] = [
  { path: '/plan', label: 'services.title', about: 'services.link-about', roles: CASE_READERS },
]

export function CaseLinks({ sheet, role }: { sheet: CaseSheet; role: Role }) {
  const { t, href } = sheet.visit
  const items = LINKS.filter(each => each.roles.includes(role)).map(each => ({
    href: href(`/cases/${sheet.found.id}${each.path}`),
    label: t(each.label),
    about: t(each.about),
  }))
  return items.length > 0 ? <LinkList items={items} /> : null
}
