import type { UnusualKind } from './unusual-reading.ts'

/** `link-made`: an administrator made a sign-in link for an account that is in use, and whoever holds it can take that account over. */
export type AlertKind = UnusualKind | 'link-made'

export type Finding = 'explained' | 'not-explained'

/** What a review may find; coded, since a note could name a person. */
export const REVIEW_REASONS = [
  'own-work',
  'handover',
  'stand-in',
  'supervision',
  'no-explanation',
  'asked-for',
  'not-asked-for',
] as const
export type ReviewReason = (typeof REVIEW_REASONS)[number]

const FINDINGS: Readonly<Record<ReviewReason, Finding>> = {
  'own-work': 'explained',
  handover: 'explained',
  'stand-in': 'explained',
  supervision: 'explained',
  'no-explanation': 'not-explained',
  'asked-for': 'explained',
  'not-asked-for': 'not-explained',
}

const OF_READING = ['own-work', 'handover', 'stand-in', 'supervision', 'no-explanation'] as const
const OF_LINK = ['asked-for', 'not-asked-for'] as const

export const findingOf = (reason: ReviewReason): Finding => FINDINGS[reason]

export const reasonsFor = (kind: AlertKind): readonly ReviewReason[] => (kind === 'link-made' ? OF_LINK : OF_READING)
