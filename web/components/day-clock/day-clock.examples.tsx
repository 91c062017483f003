import { DayClock } from './day-clock.tsx'

const labels = { gone: 'days gone', left: 'days left', least: 'promised at least', reminder: 'reminder' }

export const examples = [
  {
    name: 'Twelve days gone of thirty',
    node: (
      <DayClock
        title="Time to decide"
        description="12 days gone, 18 left"
        days={30}
        gone={12}
        over={false}
        marks={[
          { after: 30, kind: 'least', label: 'at least until 24 December' },
          { after: 23, kind: 'reminder', label: 'reminder on 18 December' },
        ]}
        labels={labels}
      />
    ),
  },
  {
    name: 'Over',
    node: (
      <DayClock title="Time to decide" description="over" days={30} gone={30} over={true} marks={[]} labels={labels} />
    ),
  },
]
