import { Given, GivenBlock } from './given.tsx'

export const examples = [
  {
    name: 'A name with a right-to-left mark inside a line',
    node: (
      <p>
        Opened by <Given text={'‮Фарида مریم'} /> on 18 November 2026.
      </p>
    ),
  },
  {
    name: 'A paragraph with line breaks',
    node: <GivenBlock text={'I want to go home before spring.\nI do not want my brother to know.'} />,
  },
  { name: 'Markup that stays text', node: <GivenBlock text={'<script>alert(1)</script> & "quotes"'} /> },
]
