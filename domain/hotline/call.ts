/** A call that an exchange announced: what it may come through, what it asks for, and how it goes on. */
export const CALL_CHANNELS = ['phone', 'chat', 'messenger'] as const
export type CallChannel = (typeof CALL_CHANNELS)[number]

/** What an exchange's menu can ask for. */
export const SKILLS = ['general', 'child', 'labour', 'legal', 'psychological'] as const
export type Skill = (typeof SKILLS)[number]

export const CALL_STATUSES = ['waiting', 'answered', 'lost', 'ended'] as const
export type CallStatus = (typeof CALL_STATUSES)[number]

const MINUTE = 60_000
/** A call that rang longer ago was not reported as ended, and nobody holds the line any more. */
export const LONGEST_WAIT_MINUTES = 120

/** When it began to ring: as the exchange says, unless its clock is ahead of ours or far behind. */
export function rangAt(said: Date | null, received: Date): Date {
  if (!said || said > received) return received
  return received.getTime() - said.getTime() > LONGEST_WAIT_MINUTES * MINUTE ? received : said
}

export const minutesSince = (since: Date, now: Date): number =>
  Math.max(0, Math.floor((now.getTime() - since.getTime()) / MINUTE))

/** What becomes of a call when its line goes dead. */
export const afterEnd = (status: CallStatus): 'lost' | 'ended' =>
  status === 'waiting' || status === 'lost' ? 'lost' : 'ended'
