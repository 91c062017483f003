import { WorkList } from './work-list.tsx'

const at = (time: string) => new Date(`2026-11-${time}:00Z`)

export const examples = [
  {
    name: 'Late first',
    node: (
      <WorkList
        empty="Nothing waits for you."
        items={[
          {
            id: '3',
            href: '/c',
            title: 'Reed-1',
            kind: 'Screening to finish',
            about: 'Begun yesterday, four answers open',
          },
          {
            id: '2',
            href: '/b',
            title: '‮مریم',
            kind: 'Referral to answer',
            about: 'From the hotline, for a bed',
            due: { at: at('25T12:00'), text: 'by tomorrow, 12:00' },
          },
          {
            id: '1',
            href: '/a',
            title: 'Tulip-204',
            kind: 'Referral to answer',
            about: 'Түркістан облысының жұмыспен қамтуды үйлестіру және әлеуметтік бағдарламалар басқармасынан',
            due: { at: at('24T08:00'), text: 'was due today, 08:00' },
            late: '3 hours late',
          },
        ]}
      />
    ),
  },
  { name: 'Nothing waits', node: <WorkList items={[]} empty="Nothing waits for you." /> },
]
