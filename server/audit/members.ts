/** Consecutive numbers of events, both ends included. */
export type Stretch = { first: number; last: number }

/** As PostgreSQL writes an int8multirange: {[1,5),[7,8)}. */
export function membersText(seqs: readonly number[]): string {
  const stretches: Stretch[] = []
  for (const seq of seqs) {
    const running = stretches.at(-1)
    if (running?.last === seq - 1) running.last = seq
    else stretches.push({ first: seq, last: seq })
  }
  return `{${stretches.map(({ first, last }) => `[${first},${last + 1})`).join(',')}}`
}

/** The stretches of an int8multirange as PostgreSQL writes it; null where it is none, or has an open end. */
export function stretchesIn(text: string): Stretch[] | null {
  if (!/^\{(\[\d{1,16},\d{1,16}\),?)*\}$/.test(text)) return null
  return [...text.matchAll(/\[(\d+),(\d+)\)/g)].map(([, from, to]) => ({ first: Number(from), last: Number(to) - 1 }))
}

export const countOf = (stretches: readonly Stretch[]): number =>
  stretches.reduce((sum, { first, last }) => sum + last - first + 1, 0)
