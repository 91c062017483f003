import { RangePicture } from './ranges.tsx'

export const examples = [
  {
    name: 'Before and after',
    node: (
      <RangePicture
        title="Imprisonment"
        description="From the least to the most years; pale before, full after."
        bars={[
          { key: 'a', label: 'Part 1, from 2015', text: '3 to 5 years', from: 3, to: 5, faint: true },
          { key: 'b', label: 'Part 1, from 2020', text: '4 to 7 years', from: 4, to: 7 },
          {
            key: 'c',
            label: 'Бөліктің өте ұзақ атауы, 2020 жылғы 11 қаңтардан бастап',
            text: '12–15 жыл',
            from: 12,
            to: 15,
          },
        ]}
      />
    ),
  },
  { name: 'Nothing yet', node: <RangePicture title="Imprisonment" description="Nothing yet." bars={[]} /> },
]
