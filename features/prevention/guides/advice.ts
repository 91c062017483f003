import type { Stage } from '#domain/guides/stages.ts'
import type { WordKey } from '#knowledge/schema/words.ts'

/** What is wise in every country and needs no law: words, and neither numbers nor rules. */
export const ADVICE: Record<Stage, readonly WordKey[]> = {
  before: [
    'guides.before-contract',
    'guides.before-employer',
    'guides.before-debt',
    'guides.before-copies',
    'guides.before-word',
  ],
  way: ['guides.way-own-papers', 'guides.way-stamp', 'guides.way-tell', 'guides.way-changed'],
  work: ['guides.work-passport', 'guides.work-notes', 'guides.work-registered', 'guides.work-unpaid'],
  home: ['guides.home-day', 'guides.home-pay', 'guides.home-proof', 'guides.home-fear'],
  stranded: ['guides.stranded-need', 'guides.stranded-proof', 'guides.stranded-ask', 'guides.stranded-offers'],
  ban: ['guides.ban-check', 'guides.ban-writing', 'guides.ban-pay', 'guides.ban-elsewhere'],
}

/** Situations of the help pages that a step can turn into, by the last part of their address. */
export const HELP_AT = {
  before: ['job-offer'],
  way: ['papers-taken', 'border'],
  work: ['not-paid', 'papers-taken', 'not-free'],
  home: ['not-paid', 'not-free'],
  stranded: ['border', 'job-offer'],
  ban: ['border'],
} as const satisfies Record<Stage, readonly string[]>
