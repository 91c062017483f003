import { Timeline, type TimelineEvent } from './timeline.tsx'

const lanes = [
  { key: 'screening', label: 'Screening' },
  { key: 'consent', label: 'Consent' },
  { key: 'referral', label: 'Referrals' },
  { key: 'bed', label: 'Beds' },
]
const at = (time: string) => new Date(`2026-11-${time}:00Z`)
const dayLabel = (day: Date) => `${day.getUTCDate()} Nov`

const events: TimelineEvent[] = [
  {
    id: '1',
    lane: 'screening',
    at: at('18T10:40'),
    when: '18 November 2026, 10:40',
    by: 'Labour inspectorate, South',
    text: 'Screening: documents held, wages withheld, threats. Refer now.',
  },
  {
    id: '2',
    lane: 'consent',
    at: at('18T11:15'),
    when: '18 November 2026, 11:15',
    by: 'Umit centre',
    text: 'Agreed to shelter and to a lawyer. Did not agree to a police report.',
    tone: 'well',
  },
  {
    id: '3',
    lane: 'referral',
    at: at('18T11:20'),
    until: at('20T09:00'),
    when: '18 November 2026, 11:20',
    by: 'Umit centre',
    text: 'Referral sent to Shelter A.',
    tone: 'wait',
    href: '/referrals/1',
  },
  {
    id: '4',
    lane: 'referral',
    at: at('20T09:00'),
    when: '20 November 2026, 09:00',
    by: '‮پناهگاه',
    text: 'Answer is late.',
    tone: 'late',
  },
  {
    id: '5',
    lane: 'bed',
    at: at('20T15:00'),
    until: at('24T08:00'),
    when: '20 November 2026, 15:00',
    text: 'Placed in the women’s unit, bed 4.',
    tone: 'well',
  },
]

export const examples = [
  {
    name: 'A case of six days',
    node: (
      <Timeline
        title="What happened in Tulip-204"
        description="Five events between 18 and 24 November: one screening, one consent, one referral answered late, one bed."
        lanes={lanes}
        events={events}
        dayLabel={dayLabel}
        now={{ at: at('24T08:00'), label: 'today' }}
        newestFirst
        empty="Nothing yet"
      />
    ),
  },
  {
    name: 'One event',
    node: (
      <Timeline
        title="What happened in Reed-1"
        description="One screening on 18 November."
        lanes={lanes}
        events={events.slice(0, 1)}
        dayLabel={dayLabel}
        empty="Nothing yet"
      />
    ),
  },
  {
    name: 'Nothing yet',
    node: (
      <Timeline
        title="Reed-2"
        description=""
        lanes={lanes}
        events={[]}
        dayLabel={dayLabel}
        empty="Nothing has happened yet."
      />
    ),
  },
]
