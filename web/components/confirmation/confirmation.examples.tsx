import { Confirmation } from './confirmation.tsx'

export const examples = [
  {
    name: 'With a reference',
    node: (
      <Confirmation title="The referral is sent" reference={{ label: 'Number', value: 'R-2026-0412' }}>
        <h2>What follows</h2>
        <p>Shelter A answers by 19 November, 11:20. You see the answer in your work list.</p>
      </Confirmation>
    ),
  },
  { name: 'Title only', node: <Confirmation title="Сохранено" /> },
]
