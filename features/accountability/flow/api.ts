import { endpoint } from '#server/http/endpoint.ts'
import { readFlow } from './read-flow.ts'
import { FLOW_READERS, FlowOut, ReadFlow } from './record.ts'

export const flowApi = [
  endpoint({
    method: 'get',
    path: '/api/v1/flow',
    summary:
      'From contact to help over some months: counts and usual times by channel and region, none of fewer than five',
    access: FLOW_READERS,
    input: ReadFlow,
    output: FlowOut,
    run: readFlow,
  }),
]
