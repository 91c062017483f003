import { CASE_LEADERS, type Role } from '#domain/access/roles.ts'
import type { WordKey } from '#knowledge/schema/words.ts'
import { LinkList } from '#web/components/link-list/link-list.tsx'
import type { CaseSheet } from './case-page.tsx'

/** `leadOnly`: of the agency that leads the case. */
type CaseLink = { path: string; label: WordKey; about: WordKey; roles: readonly Role[]; leadOnly?: boolean }

/** What else is kept of a case, each on pages of its own. */
const LINKS: readonly CaseLink[] = [
  {
    path: '/access-log',
    label: 'access-log.link',
    about: 'access-log.link-about',
    roles: CASE_LEADERS,
    leadOnly: true,
  },
]

export function CaseLinks({ sheet, role }: { sheet: CaseSheet; role: Role }) {
  const { t, href } = sheet.visit
  const shown = ({ roles, leadOnly }: CaseLink) => roles.includes(role) && (!leadOnly || sheet.leadsIt)
  const items = LINKS.filter(shown).map(each => ({
    href: href(`/cases/${sheet.found.id}${each.path}`),
    label: t(each.label),
    about: t(each.about),
  }))
  return items.length > 0 ? <LinkList items={items} /> : null
}
