import { Live } from './live.tsx'

export const examples = [
  {
    name: 'A queue',
    node: (
      <Live events="/en/hotline/queue/events" said="No call waits." lost="The connection is lost.">
        <p>No call waits.</p>
      </Live>
    ),
  },
]
