import { StatusTag } from './status-tag.tsx'

export const examples = [
  {
    name: 'Every tone',
    node: (
      <p>
        <StatusTag tone="late" text="2 days late" /> <StatusTag tone="wait" text="waits for an answer" />{' '}
        <StatusTag tone="well" text="placed" /> <StatusTag tone="soft" text="draft" />{' '}
        <StatusTag tone="plain" text="sent" />
      </p>
    ),
  },
  {
    name: 'Very long',
    node: (
      <StatusTag tone="wait" text="ожидает подтверждения от уполномоченного органа по вопросам занятости населения" />
    ),
  },
]
