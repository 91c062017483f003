import { CASE_LEADERS, CASE_READERS, type Role } from '#domain/access/roles.ts'
import type { WordKey } from '#knowledge/schema/words.ts'
import { LinkGroups } from '#web/components/link-groups/link-groups.tsx'
import { StatusTag } from '#web/components/status-tag/status-tag.tsx'
import type { CaseSheet } from './case-page.tsx'

type CaseLink = {
  path: string
  label: WordKey
  roles: readonly Role[]
  when?: (sheet: CaseSheet) => boolean
  /** What runs out there, in words. */
  note?: (sheet: CaseSheet, now: Date) => string | undefined
}

/** What else is kept of a case, each on pages of its own: what is opened most comes first, what is rare last. */
const GROUPS: readonly { title: WordKey; links: readonly CaseLink[] }[] = [
  {
    title: 'cases.links-help',
    links: [
      { path: '/plan', label: 'services.title', roles: CASE_READERS },
      {
        path: '/attachments',
        label: 'attachments.title',
        roles: CASE_READERS,
        when: sheet => sheet.standing.depth === 'full',
      },
    ],
  },
  {
    title: 'cases.links-law',
    links: [
      {
        path: '/reflection',
        label: 'reflection.title',
        note: runningPeriod,
        roles: [
          'case-worker',
          'hotline-operator',
          'shift-lead',
          'shelter-manager',
          'service-provider',
          'investigator',
          'prosecutor',
          'focal-point',
        ],
      },
      {
        path: '/residence',
        label: 'residence.title',
        roles: ['case-worker', 'hotline-operator', 'shift-lead', 'shelter-manager', 'service-provider'],
      },
      {
        path: '/notification',
        label: 'notification.title',
        roles: CASE_LEADERS,
        when: sheet => sheet.notifies,
      },
    ],
  },
  {
    title: 'cases.links-data',
    links: [
      { path: '/access-log', label: 'access-log.title', roles: CASE_LEADERS, when: sheet => sheet.leadsIt },
      { path: '/erasure', label: 'erasure.title', roles: CASE_LEADERS },
    ],
  },
]

export function CaseLinks({ sheet, role, now }: { sheet: CaseSheet; role: Role; now: Date }) {
  const { t, href } = sheet.visit
  const linkTo = ({ path, label, note }: CaseLink) => {
    const text = note?.(sheet, now)
    return {
      href: href(`/cases/${sheet.found.id}${path}`),
      label: t(label),
      note: text && <StatusTag tone="wait" text={text} />,
    }
  }
  const groups = GROUPS.map(({ title, links }) => ({
    title: t(title),
    links: links.filter(each => each.roles.includes(role) && (each.when?.(sheet) ?? true)).map(linkTo),
  })).filter(group => group.links.length > 0)
  return groups.length > 0 ? <LinkGroups title={t('cases.links')} groups={groups} /> : null
}

function runningPeriod({ visit: { t }, history }: CaseSheet, now: Date): string | undefined {
  const running = history.periods.find(({ startsAt, overAt, endedAt }) => !endedAt && startsAt <= now && overAt > now)
  // A period is over at the first instant after its last day.
  return running && t('cases.links-until', { day: t.day(new Date(running.overAt.getTime() - 1)) })
}
