import { addHours } from '#domain/shared/dates.ts'
import { signsFrom, signsIn } from '#domain/shared/typed-signs.ts'

/** Eight signs are 40 bits: short to type on a phone, and beyond guessing at ten tries in the quarter of an hour that a code lives. */
export const CODE_BYTES = 8
export const CODE_MINUTES = 15

/** A code to enrol with, out of random bytes. */
export function codeFrom(bytes: Uint8Array): string {
  if (bytes.length !== CODE_BYTES) throw new Error('a code needs eight bytes')
  return signsFrom(bytes)
}

/** What was typed, as the code that it means; null where it can be none. */
export const codeIn = (typed: string): string | null => signsIn(typed, CODE_BYTES)

/** A phone that nobody has heard of for so long lies in a drawer, or with somebody else. */
const SILENT_DAYS = 30

export const DEVICE_STATES = ['in-use', 'silent', 'to-wipe', 'wiped'] as const
export type DeviceState = (typeof DEVICE_STATES)[number]

export type DeviceFacts = {
  /** The owner may screen, and she and her agency work. */
  readonly carried: boolean
  readonly lastSeenAt: Date
  readonly revokedAt: Date | null
  readonly wipedAt: Date | null
}

/** What becomes of a device. One that may keep nothing is to be wiped until it says itself that it was. */
export function deviceState({ carried, lastSeenAt, revokedAt, wipedAt }: DeviceFacts, now: Date): DeviceState {
  if (wipedAt) return 'wiped'
  if (revokedAt || !carried) return 'to-wipe'
  return addHours(lastSeenAt, 24 * SILENT_DAYS) <= now ? 'silent' : 'in-use'
}
