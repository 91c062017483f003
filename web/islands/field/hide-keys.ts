const WITHIN_MS = 1500

/** Twice in a row, since one Escape closes many a thing. */
export function twice(now: () => number = () => performance.now()): (key: string) => boolean {
  let before = Number.NEGATIVE_INFINITY
  return key => {
    const again = key === 'Escape' && now() - before < WITHIN_MS
    before = key === 'Escape' && !again ? now() : Number.NEGATIVE_INFINITY
    return again
  }
}
