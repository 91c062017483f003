export const GROUPS = ['women', 'men', 'families', 'minors-alone'] as const
export type Group = (typeof GROUPS)[number]

export const END_REASONS = [
  'moved',
  'left-by-choice',
  'returned-home',
  'moved-to-own-home',
  'other-care',
  'contact-lost',
] as const

export type Bed = {
  shelterId: string
  group: string
  stepFree: boolean
  inService: boolean
  languages: readonly string[]
}
export type Need = { group: string; stepFree: boolean; languages: readonly string[]; avoidShelters: readonly string[] }

export type Misfit = 'group' | 'step-free' | 'danger' | 'out-of-service'

/** Why a bed does not fit, so that a worker can see and challenge it; empty means it fits. */
export function misfits(bed: Bed, need: Need): Misfit[] {
  const found: (Misfit | false)[] = [
    bed.group !== need.group && 'group',
    need.stepFree && !bed.stepFree && 'step-free',
    need.avoidShelters.includes(bed.shelterId) && 'danger',
    !bed.inService && 'out-of-service',
  ]
  return found.filter(reason => reason !== false)
}

/** An unshared language is told and never a bar: an interpreter can be had, a night outside cannot be undone. */
export const sharesLanguage = (bed: Bed, need: Need): boolean =>
  need.languages.length === 0 || need.languages.some(each => bed.languages.includes(each))
