import { StatusTag } from '../status-tag/status-tag.tsx'
import { LinkGroups } from './link-groups.tsx'

export const examples = [
  {
    name: 'The further pages of a record',
    node: (
      <LinkGroups
        title="In this case"
        groups={[
          {
            title: 'Help',
            links: [
              { href: '/plan', label: 'Support plan' },
              { href: '/attachments', label: 'Documents, photos and recordings' },
            ],
          },
          {
            title: 'Authorities',
            links: [
              { href: '/reflection', label: 'Ойлану кезеңі', note: <StatusTag tone="wait" text="2 дек. 2026 г." /> },
            ],
          },
          { title: 'Data', links: [{ href: '/log', label: 'Who looked, and why' }] },
        ]}
      />
    ),
  },
]
