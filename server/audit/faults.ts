/** What can be wrong with the record, as `aman audit verify` names it; each is explained in docs/operating/audit.md. */
export const FAULTS = [
  'event-altered',
  'event-missing',
  'event-inserted',
  'events-swapped',
  'block-altered',
  'block-missing',
  'block-replayed',
  'chain-broken',
  'signature-invalid',
  'tail-cut',
  'history-replaced',
  'unsealed-too-long',
  'log-incomplete',
] as const

/** The first broken place: the block, the event (seq), or null where it is not about one. */
export type Fault = { kind: (typeof FAULTS)[number]; block: number | null; seq: number | null }
