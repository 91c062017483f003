import { SummaryList } from './summary-list.tsx'

const change = { href: '/change', label: 'Change' }

export const examples = [
  {
    name: 'Check your answers',
    node: (
      <SummaryList
        title="The person"
        empty="Not said"
        rows={[
          { label: 'Code name', value: 'Tulip-204', change },
          { label: 'Name', value: '‮مریم احمدی', change },
          { label: 'Languages', value: 'Uzbek, some Russian', change },
          { label: 'Interpreter', value: '', change },
          {
            label: 'Ата-анасының немесе заңды өкілдерінің қарауынсыз қалған',
            value: 'Жауапкершіліктендірілмегендіктеріңізденбе, қанағаттандырылмағандықтарыңыздан',
            change,
          },
        ]}
      />
    ),
  },
  {
    name: 'Facts that cannot be changed here',
    node: (
      <SummaryList
        rows={[
          { label: 'Opened', value: '18 November 2026, 10:40' },
          { label: 'Agency', value: <a href="/agencies/1">Umit centre</a> },
          { label: 'Closed' },
        ]}
      />
    ),
  },
]
