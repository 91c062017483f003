import { StatusTag } from '../status-tag/status-tag.tsx'
import { DimensionPicture } from './dimension-picture.tsx'

/*
 * DimensionChart: a screening's result. One row a dimension, one mark an indicator that was seen, and the table behind it.
 *   labels       words for the column heads
 *   dimensions   positive decides the tone of the result, result holds its words
 */
export const STRENGTHS = ['strong', 'medium', 'weak'] as const
export type Strength = (typeof STRENGTHS)[number]
export type Dimension = Record<Strength, number> & {
  key: string
  label: string
  positive: boolean
  result: string
}
export type DimensionChartProps = {
  title: string
  description: string
  labels: Record<Strength, string> & { dimension: string; result: string }
  dimensions: readonly Dimension[]
}

export function DimensionChart(props: DimensionChartProps) {
  const { title, labels, dimensions } = props
  return (
    <div class="dimensions">
      <DimensionPicture {...props} />
      <table class="cards">
        <caption class="unseen">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{labels.dimension}</th>
            {STRENGTHS.map(strength => (
              <th key={strength} scope="col" class="number">
                {labels[strength]}
              </th>
            ))}
            <th scope="col">{labels.result}</th>
          </tr>
        </thead>
        <tbody>
          {dimensions.map(dimension => (
            <tr key={dimension.key}>
              <th scope="row">{dimension.label}</th>
              {STRENGTHS.map(strength => (
                <td key={strength} class="number" data-label={labels[strength]}>
                  {dimension[strength]}
                </td>
              ))}
              <td data-label={labels.result}>
                <StatusTag tone={dimension.positive ? 'plain' : 'soft'} text={dimension.result} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
