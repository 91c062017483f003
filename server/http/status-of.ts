const CONFLICTS = [
  'taken',
  'stale',
  'step-not-open',
  'already-open',
  'already-placed',
  'already-withdrawn',
  'already-sent',
]

/** The status of a refusal follows from the last part of its code, so that a new refusal cannot be forgotten in a table. */
export function statusOf(refusal: string): 404 | 409 | 422 {
  const last = refusal.slice(refusal.lastIndexOf('.') + 1)
  if (last === 'not-found') return 404
  return CONFLICTS.some(end => last === end || last.endsWith(`-${end}`)) ? 409 : 422
}
