import { TierClock } from './tier-clock.tsx'

const labels = { solid: 'counted', empty: 'left', dashed: 'only by waiver' }

export const examples = [
  {
    name: 'Two years counted, one more by waiver',
    node: (
      <TierClock
        description="Two years in a row on the Watch List count now"
        years={[
          { year: 2019, tier: '2WL', look: 'solid' },
          { year: 2020, tier: '2WL', look: 'solid' },
          { year: 2021, tier: '2WL', look: 'dashed' },
          { year: 2022, tier: '3', look: 'empty' },
        ]}
        next={{
          year: 2021,
          lists: [
            { tier: '1', look: 'solid' },
            { tier: '2', look: 'solid' },
            { tier: '2WL', look: 'dashed' },
            { tier: '3', look: 'solid' },
          ],
        }}
        labels={labels}
      />
    ),
  },
]
