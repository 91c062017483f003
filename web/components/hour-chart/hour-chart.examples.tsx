import { HourChart } from './hour-chart.tsx'

const counts = Array.from({ length: 24 }, (_, hour) => (hour * 7) % 11)

export const examples = [
  { name: 'A day', node: <HourChart label="Contacts by hour: most at 19" counts={counts} /> },
  { name: 'Nothing yet', node: <HourChart label="No contacts" counts={[]} /> },
]
