/**
 * One entry of a colleague's reading: her last look at one case, or a look-up that found nothing.
 * - `related`: she has worked on the case, or it waits for the answer of her agency. Without meaning for what was not found.
 */
export type Look = { at: Date; found: boolean; related: boolean }

export type UnusualKind = 'many-cases' | 'no-relation' | 'probing'
export type Unusual = { kind: UnusualKind; count: number; since: Date; until: Date }

/**
 * From how many on, within how many minutes. They count cases, not looks: reading one case again and again is work.
 * - `many-cases`: twenty different cases in ten minutes is one every thirty seconds, faster than anybody works.
 * - `no-relation`: a colleague stands in for another, so one foreign case is nothing; five in an hour is a question worth asking.
 * - `probing`: somebody tries names or addresses of records. Typing errors stay far below.
 * The hour of the day and a colleague's habits are left out on purpose: that would be watching her, not the cases.
 */
export const THRESHOLDS: Readonly<Record<UnusualKind, { count: number; minutes: number }>> = {
  'many-cases': { count: 20, minutes: 10 },
  'no-relation': { count: 5, minutes: 60 },
  probing: { count: 15, minutes: 10 },
}

const COUNTS: Readonly<Record<UnusualKind, (look: Look) => boolean>> = {
  'many-cases': look => look.found,
  'no-relation': look => look.found && !look.related,
  probing: look => !look.found,
}

const KINDS = ['many-cases', 'no-relation', 'probing'] as const satisfies readonly UnusualKind[]

/** What is unusual in the looks that one colleague took up to now. Looks of any age and order may be given; old ones do not count. */
export function unusualReading(looks: readonly Look[], now: Date): Unusual[] {
  return KINDS.flatMap(kind => {
    const { count, minutes } = THRESHOLDS[kind]
    const from = now.getTime() - minutes * 60_000
    const times = looks.filter(look => COUNTS[kind](look) && look.at.getTime() > from).map(look => look.at.getTime())
    if (times.length < count) return []
    return [{ kind, count: times.length, since: new Date(Math.min(...times)), until: new Date(Math.max(...times)) }]
  })
}
