import { Paper } from './paper.tsx'

export const examples = [
  {
    name: 'A slip',
    node: (
      <Paper
        small
        lang="ru"
        heading="Для памяти"
        rows={[
          { label: 'Номер', value: '7KQW-3NXA-90TB', sign: true },
          { label: 'Дата', value: '24 нояб. 2026 г.' },
        ]}
        lines={['С этим номером можно передумать в любое время.']}
      />
    ),
  },
  {
    name: 'A sheet',
    node: (
      <Paper
        lang="en"
        heading="What you were asked and what you answered"
        rows={[
          { label: 'Question', value: 'May we ask another agency to help you?' },
          { label: 'Your answer', value: 'Yes' },
        ]}
      />
    ),
  },
]
