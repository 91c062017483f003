import { LinkList } from './link-list.tsx'

export const examples = [
  {
    name: 'Ways on',
    node: (
      <LinkList
        items={[
          { href: '/a', label: 'They do not let me go', about: 'Locked in, watched, threatened, no telephone' },
          { href: '/b', label: 'Мені жұмыстан босатпай ұстап отыр', about: 'Қамап қойды, бақылайды, қорқытады' },
          { href: '/c', label: 'I am stuck at the border' },
        ]}
      />
    ),
  },
]
