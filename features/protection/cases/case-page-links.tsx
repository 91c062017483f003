import { CASE_LEADERS, CASE_READERS, type Role } from '#domain/access/roles.ts'
import type { WordKey } from '#knowledge/schema/words.ts'
import { LinkList } from '#web/components/link-list/link-list.tsx'
import type { CaseSheet } from './case-page.tsx'

type CaseLink = {
  path: string
  label: WordKey
  about: WordKey
  roles: readonly Role[]
  when?: (sheet: CaseSheet) => boolean
}

/** What else is kept of a case, each on pages of its own. */
const LINKS: readonly CaseLink[] = [
  {
    path: '/notification',
    label: 'notification.title',
    about: 'notification.about',
    roles: CASE_LEADERS,
    when: sheet => sheet.notifies,
  },
  { path: '/erasure', label: 'erasure.title', about: 'erasure.about', roles: CASE_LEADERS },
  {
    path: '/access-log',
    label: 'access-log.link',
    about: 'access-log.link-about',
    roles: CASE_LEADERS,
    when: sheet => sheet.leadsIt,
  },
  {
    path: '/attachments',
    label: 'attachments.case-link',
    about: 'attachments.case-link-about',
    roles: CASE_READERS,
  },
  {
    path: '/reflection',
    label: 'reflection.link',
    about: 'reflection.link-about',
    roles: [
      'case-worker',
      'hotline-operator',
      'shelter-manager',
      'service-provider',
      'investigator',
      'prosecutor',
      'focal-point',
    ],
  },
  {
    path: '/residence',
    label: 'residence.link',
    about: 'residence.link-about',
    roles: ['case-worker', 'hotline-operator', 'shelter-manager', 'service-provider'],
  },
  { path: '/plan', label: 'services.title', about: 'services.link-about', roles: CASE_READERS },
]

export function CaseLinks({ sheet, role }: { sheet: CaseSheet; role: Role }) {
  const { t, href } = sheet.visit
  const items = LINKS.filter(each => each.roles.includes(role) && (each.when?.(sheet) ?? true)).map(each => ({
    href: href(`/cases/${sheet.found.id}${each.path}`),
    label: t(each.label),
    about: t(each.about),
  }))
  return items.length > 0 ? <LinkList items={items} /> : null
}
