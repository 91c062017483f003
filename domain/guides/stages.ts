import type { Topic } from '#knowledge/schema/guide.ts'

/** The steps of a road, in the order in which they are read: four that follow each other, and two where it stops. */
export const STAGES = ['before', 'way', 'work', 'home', 'stranded', 'ban'] as const
export type Stage = (typeof STAGES)[number]

/** What a person needs to know at each step. */
export const TOPICS_AT: Record<Stage, readonly Topic[]> = {
  before: ['stay', 'permit', 'contract'],
  way: ['papers', 'registration', 'detained'],
  work: ['registration', 'permit', 'contract', 'papers', 'never-allowed', 'protection'],
  home: ['stay', 'protection'],
  stranded: ['stranded', 'stay', 'detained'],
  ban: ['re-entry-ban', 'detained'],
}

/** What everybody asks first. Where nothing is known of one of these, a guide says that it is not known. */
export const FIRST_ASKED: readonly Topic[] = ['stay', 'registration', 'permit']

export const isStage = (text: string | undefined): text is Stage => STAGES.some(each => each === text)
