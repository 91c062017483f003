import { ok, type Result, refuse } from '#domain/shared/result.ts'

export const ABOUT = ['self', 'other', 'place', 'job-offer'] as const
export type About = (typeof ABOUT)[number]

export const DANGER = ['yes', 'no', 'not-known'] as const
export type Danger = (typeof DANGER)[number]

/** Since when it goes on; `ahead`: it has not begun, as a journey to a job. */
export const HAPPENS = ['now', 'weeks', 'months', 'longer', 'ahead', 'not-known'] as const
export type Happens = (typeof HAPPENS)[number]

export const TIP_STATUSES = ['new', 'answered', 'waiting', 'closed'] as const
export type TipStatus = (typeof TIP_STATUSES)[number]

/** Why a colleague closes a tip. `untouched` is said by retention alone. */
export const CLOSING = ['acted-on', 'passed-on', 'nothing-to-do', 'not-serious'] as const
export type CloseReason = (typeof CLOSING)[number] | 'untouched'

/** What a tip led to. Which one it was is not kept. */
export const BECAME = ['contact', 'screening', 'case', 'offer-warning'] as const
export type Became = (typeof BECAME)[number]

/** What the desk does. What the sender does is never refused: aman.follow_tip() opens whatever was closed. */
type DeskStep = 'reply' | 'close'

const STEPS = {
  new: { reply: 'waiting', close: 'closed' },
  answered: { reply: 'waiting', close: 'closed' },
  waiting: { reply: 'waiting', close: 'closed' },
  closed: {},
} as const satisfies Record<TipStatus, Partial<Record<DeskStep, TipStatus>>>

export function takeStep(from: TipStatus, step: DeskStep): Result<TipStatus> {
  const open: Partial<Record<DeskStep, TipStatus>> = STEPS[from]
  const to = open[step]
  return to ? ok(to) : refuse('tip.step-not-open')
}

export const nowAlso = (before: readonly Became[], became: Became): Became[] =>
  BECAME.filter(each => each === became || before.includes(each))
