import { type Dimension, DimensionChart } from './dimension-chart.tsx'

const labels = { dimension: 'Dimension', strong: 'Strong', medium: 'Medium', weak: 'Weak', result: 'Result' }
const row = (
  key: string,
  label: string,
  strong: number,
  medium: number,
  weak: number,
  positive: boolean,
): Dimension => ({
  key,
  label,
  strong,
  medium,
  weak,
  positive,
  result: positive ? 'Present' : 'Not shown',
})

export const examples = [
  {
    name: 'Six dimensions',
    node: (
      <DimensionChart
        title="Result of the screening"
        description="Three of six dimensions are present: deceptive recruitment, exploitation and coercion at destination."
        labels={labels}
        dimensions={[
          row('deceptive', 'Deceptive recruitment', 1, 2, 0, true),
          row('coercive', 'Coercive recruitment', 0, 1, 0, false),
          row('vulnerability', 'Recruitment by abuse of vulnerability', 0, 0, 4, false),
          row('exploitation', 'Exploitation', 3, 4, 2, true),
          row('coercion', 'Coercion at destination', 2, 0, 1, true),
          row('abuse', 'Злоупотребление уязвимым положением в месте назначения', 0, 0, 0, false),
        ]}
      />
    ),
  },
  {
    name: 'More marks than fit',
    node: (
      <DimensionChart
        title="Many indicators"
        description="Twenty-four indicators of exploitation were seen."
        labels={labels}
        dimensions={[row('many', 'Exploitation', 8, 9, 7, true)]}
      />
    ),
  },
]
