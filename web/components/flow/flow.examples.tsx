import { FlowPicture } from './flow.tsx'

export const examples = [
  {
    name: 'A year of a country',
    node: (
      <FlowPicture
        title="From contact to help"
        description="Of 412 who came in, 57 received help."
        stages={[
          { key: 'entered', label: 'Came in', count: 412, text: '412' },
          { key: 'screened', label: 'Screened', count: 203, text: '203', after: 'usually after 40 minutes' },
          { key: 'referred', label: 'Referred', count: 88, text: '88', after: 'usually after 3 hours' },
          { key: 'accepted', label: 'Accepted', count: 71, text: '71', after: 'usually after 9 hours' },
          { key: 'served', label: 'Услуга начата или оказана', count: 57, text: '57', after: 'usually after 2 days' },
        ]}
      />
    ),
  },
  {
    name: 'Hardly anybody, and too few to say',
    node: (
      <FlowPicture
        title="From contact to help"
        description="Nobody was referred."
        stages={[
          { key: 'entered', label: 'Came in', count: null, text: 'fewer than 5' },
          { key: 'screened', label: 'Screened', count: 0, text: '0' },
        ]}
      />
    ),
  },
]
