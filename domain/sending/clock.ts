/** What a device's clock said when a screening began, when it was saved, and when it left. */
export type DeviceMoments = { startedAt: Date; savedAt: Date; sentAt: Date }

/** A difference that a slow road makes is no wrong clock. */
const ROAD_MS = 2 * 60_000

/** Before this nothing was screened; a telephone whose battery was empty may say 1970. */
export const EARLIEST = Date.UTC(2020, 0, 1)

const DAY_MS = 24 * 3_600_000
const YEAR_MS = 366 * DAY_MS
/** Lists are in the order of ids: one from the year 2099 would stand first in them until then. */
const AHEAD_MS = 2 * YEAR_MS

/**
 * The same moments by the clock of the server, which the rest of the record is kept by: moved by as much as the device's clock
 * was wrong when it sent them, in their order, never in the future. What a clock said that was set right before sending means nothing;
 * then the moment in the id counts, which was held to the last contact. A record that seems years old would soon be deleted as one.
 * @param inId the moment in the id of the screening: by the last contact, or by the device's clock, which may run ahead there too.
 */
export function byOurClock(device: DeviceMoments, receivedAt: Date, inId: number): { startedAt: Date; savedAt: Date } {
  const received = receivedAt.getTime()
  const difference = received - device.sentAt.getTime()
  const wrong = Math.abs(difference) > ROAD_MS ? difference : 0
  const known = (at: Date) => Math.min(at.getTime() + wrong, received)
  const earliest = inId <= received ? Math.max(EARLIEST, Math.min(inId, inId + wrong) - DAY_MS) : EARLIEST
  const saved = known(device.savedAt) < earliest ? received : known(device.savedAt)
  const begun = inId <= received ? Math.max(inId, EARLIEST) : saved
  const started = known(device.startedAt) < earliest ? begun : known(device.startedAt)
  return { startedAt: new Date(Math.min(started, saved)), savedAt: new Date(saved) }
}

/**
 * The moment that goes into the id of a new screening: the device's own, unless that cannot be.
 * @param contact the server's clock at the last contact, in milliseconds; null where there was none.
 */
export const momentForId = (deviceNow: number, contact: number | null): number =>
  contact !== null && (deviceNow < contact || deviceNow > contact + YEAR_MS) ? contact : deviceNow

/** Whether the moment in an id could have come from `momentForId`. */
export const isPlausibleMoment = (at: number, now: number): boolean => at >= EARLIEST && at <= now + AHEAD_MS
