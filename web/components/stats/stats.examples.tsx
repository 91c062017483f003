import { Stats } from './stats.tsx'

export const examples = [
  {
    name: 'A row of counts',
    node: (
      <Stats
        items={[
          { label: 'Late', value: '2', tone: 'late', href: '/work?late' },
          { label: 'Wait for an answer', value: '14', tone: 'wait' },
          { label: 'Свободных мест в приютах области', value: '1 204', tone: 'well', note: 'of 1,310' },
          { label: 'Cases', value: '300' },
        ]}
      />
    ),
  },
]
