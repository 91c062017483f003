import { BedBoard, type BoardBed, type BoardUnit } from './bed-board.tsx'

const states = { free: 'Free', held: 'Held', taken: 'Taken', out: 'Out of service' }

const women: BoardBed[] = [
  { id: 'w1', label: '1', state: 'taken', note: 'Tulip-204', href: '/beds/w1' },
  { id: 'w2', label: '2', state: 'taken', note: '‮مریم', href: '/beds/w2' },
  { id: 'w3', label: '3', state: 'held', note: 'until 18:00', href: '/beds/w3' },
  { id: 'w4', label: '4', state: 'free', href: '/beds/w4' },
  { id: 'w5', label: '5', state: 'out', note: 'broken window', href: '/beds/w5' },
  { id: 'w6', label: '6', state: 'free', href: '/beds/w6' },
]
const units: BoardUnit[] = [
  { id: 'women', name: 'Women’s unit', facts: ['women', 'step-free', 'Kazakh, Russian, Uzbek'], beds: women },
  {
    id: 'family',
    name: 'Көпбалалы отбасыларға арналған қабылдау бөлмесі',
    facts: ['families'],
    beds: [
      { id: 'f1', label: 'Room 1, upper', state: 'free' },
      {
        id: 'f2',
        label: 'Қанағаттандырылмағандықтарыңыздан',
        state: 'held',
        note: 'until tomorrow at noon, Umit centre',
      },
    ],
  },
  { id: 'minors', name: 'Minors alone', beds: [] },
]

export const examples = [
  { name: 'A shelter', node: <BedBoard units={units} states={states} legend="What the marks mean" empty="No beds" /> },
  {
    name: 'No units',
    node: <BedBoard units={[]} states={states} legend="What the marks mean" empty="No units yet." />,
  },
]
