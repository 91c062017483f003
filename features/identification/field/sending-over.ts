import { openSender, type Sender } from '#device/sending/send.ts'
import type { Kept } from '#domain/sending/kept.ts'
import type { Hands } from './desk.ts'
import type { Enrolled } from './record.ts'

const PATIENCE_MS = 30_000

export type Sending = {
  /** The one sender of this worker, whoever asks for it: two at once would send the same screenings. */
  of(enrolled: Enrolled): Sender
  /** At lock and wipe. */
  stop(): void
}

export function sendingOver({ vault, clock, newId }: Hands, origin: string): Sending {
  let token: string | null = null
  const sender = openSender({
    shelf: {
      change: (kind, id, next) => vault.change<Kept>(kind, id, next),
      walk: (kind, after, limit) => vault.walk<Kept>(kind, after, limit),
    },
    road: {
      origin,
      token: () => token,
      fetch: (address, init) => fetch(address, init),
      clock: () => clock().getTime(),
      patienceMs: PATIENCE_MS,
    },
    chance: Math.random,
    newId,
  })
  return {
    of(enrolled) {
      token = enrolled.token
      return sender
    },
    stop: () => sender.stop(),
  }
}
