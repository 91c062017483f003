import { type Reminded, remindDue } from '#features/accountability/commitments/remind-due.ts'
import type { Address } from '#server/db/client.ts'
import type { House } from '#server/house.ts'
import type { Mailer } from '#server/mail/mailer.ts'
import { asOwner } from './as-owner.ts'
import { keepDaily } from './keep-daily.ts'

export const remindOnce = (house: House, owner: Address, mailer: Mailer): Promise<Reminded> =>
  asOwner(owner, 'reminders', client => remindDue(client, house, mailer))

/** Writes once a day to the coordinators whose measures are near or past their deadline. Without mail that is said, and nobody is reminded. */
export function keepReminding(house: House, owner: Address, everyMs?: number): { stop(): void } {
  const { mailer, log } = house
  if (!mailer) {
    log.info('no mail is set up (AMAN_MAIL_URL): nobody is reminded of the deadlines of measures')
    return { stop: () => undefined }
  }
  const work = async () => {
    const done = await remindOnce(house, owner, mailer)
    log.info(done, 'reminders')
    // What the server refused for good is tried again tomorrow.
    return done.later + done.unreachable === 0
  }
  return keepDaily(house, { routine: 'reminders', work, atOnce: true, ...(everyMs && { everyMs }) })
}
