import { Details } from './details.tsx'

export const examples = [
  {
    name: 'Closed and open',
    node: (
      <>
        <Details summary="Why do we ask this?">
          <p>The answer decides which indicators are asked next.</p>
        </Details>
        <Details summary="Who sees the answer?" open>
          <p>Your agency, and those to whom the person agrees.</p>
        </Details>
      </>
    ),
  },
]
