import { Sourced } from './sourced.tsx'

export const examples = [
  {
    name: 'A fact with a public copy of its source',
    node: (
      <Sourced
        text="Law of the Republic of Kazakhstan of 5 July 2024 No. 110-VIII, art. 17(2)"
        href="https://adilet.zan.kz/rus/docs/Z2400000110"
      />
    ),
  },
  {
    name: 'A fact that nobody has checked, and that is due for another look',
    node: (
      <Sourced
        text="A newspaper of 15 September 2025"
        cautions={['Not checked.', 'A rule of 15 September 2025, being checked.']}
      />
    ),
  },
]
