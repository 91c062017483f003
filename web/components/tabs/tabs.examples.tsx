import { Tabs } from './tabs.tsx'

export const examples = [
  {
    name: 'Parts of a case',
    node: (
      <Tabs
        label="Parts of the case"
        tabs={[
          { href: '/cases/1', label: 'Overview', current: true },
          { href: '/cases/1/consents', label: 'Consent', count: 3 },
          { href: '/cases/1/referrals', label: 'Направления и обращения', count: 0 },
          { href: '/cases/1/access', label: 'Кім қарағаны туралы жазбалар' },
        ]}
      />
    ),
  },
]
