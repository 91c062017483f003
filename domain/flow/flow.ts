/**
 * The way of people from first contact to help, in counts. `entered`: came in by a contact, a screening or a case;
 * `served`: the first service began or was given.
 */
export const STAGES = ['entered', 'screened', 'referred', 'accepted', 'served'] as const
export type Stage = (typeof STAGES)[number]
/** The steps between the stages, each with the usual time that it takes. */
export const STEPS = ['screened', 'referred', 'accepted', 'served'] as const satisfies readonly Stage[]
export type Step = (typeof STEPS)[number]

/** Smaller counts than this are not shown: who knows a region would know the people. */
export const FEWEST_SHOWN = 5

/**
 * One group of ways in. `counts`: null where it is fewer than {@link FEWEST_SHOWN} and not zero, or hidden so that another
 * cannot be computed. `hours`: the median between a step and the one before it, in hours; null where too few took it.
 */
export type FlowGroup = {
  key: string
  counts: Record<Stage, number | null>
  hours: Record<Step, number | null>
}

/** All groups of one kind (channels, or regions) together with what they add up to. */
export type Flow = { all: FlowGroup; channels: FlowGroup[]; regions: FlowGroup[] }

/**
 * Hides what would let a hidden count be computed from the sum: as long as the hidden counts of a stage are together fewer than
 * {@link FEWEST_SHOWN}, the smallest one that is still shown is hidden as well. Where all are hidden, the sum alone is known.
 * @param groups those that add up to `all`.
 */
export function withoutLeftovers(all: FlowGroup, groups: readonly FlowGroup[]): FlowGroup[] {
  const hidden = new Map(STAGES.map(stage => [stage, hiddenAt(all, groups, stage)]))
  return groups.map(group => ({
    ...group,
    counts: mapStages(stage => (hidden.get(stage)?.has(group.key) ? null : group.counts[stage])),
  }))
}

/** The groups whose count of a stage stays hidden. */
function hiddenAt(all: FlowGroup, groups: readonly FlowGroup[], stage: Stage): Set<string> {
  const hidden = new Set(groups.filter(each => each.counts[stage] === null).map(each => each.key))
  const sum = all.counts[stage]
  if (hidden.size === 0 || sum === null) return hidden
  const shown = groups
    .flatMap(({ key, counts }) => (counts[stage] ? [{ key, count: counts[stage] }] : []))
    .toSorted((a, b) => a.count - b.count || (a.key < b.key ? -1 : 1))
  let left = sum - shown.reduce((total, each) => total + each.count, 0)
  for (const { key, count } of shown) {
    if (left >= FEWEST_SHOWN) break
    hidden.add(key)
    left += count
  }
  return hidden
}

const mapStages = (count: (stage: Stage) => number | null): Record<Stage, number | null> => ({
  entered: count('entered'),
  screened: count('screened'),
  referred: count('referred'),
  accepted: count('accepted'),
  served: count('served'),
})
