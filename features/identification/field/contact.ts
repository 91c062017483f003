import type { Kept } from '#domain/sending/kept.ts'
import type { Desk, Hands, Proof } from './desk.ts'
import { carriedIn, keepCarried } from './kept-settings.ts'

/** How often the server is asked how this device stands, and whether there is anything new to carry. */
const ASK_EVERY_MS = 60_000
const CARRY_EVERY_MS = 10 * 60_000
/** To find what is old every record is opened. */
const TIDY_EVERY_MS = 10 * 60_000
/** What the server has is kept here for the rest of the shift, so that a result can be looked at again. */
const SENT_KEPT_MS = 24 * 3_600_000
const PAGE = 50

/** Keeps in touch with the server: hears whether to wipe, sends what waits, fetches what is newer, lets go of what was sent. */
export function openContact(hands: Hands, desk: () => Promise<Desk>) {
  let asked = 0
  let carried = 0
  let tidied = 0

  /** Asked before anything is sent: what left a device without a road may have arrived for all it knows, and can no longer be changed. */
  async function mayGoOn(now: number): Promise<boolean> {
    if (now - asked < ASK_EVERY_MS) return true
    const proof = await hands.vault.settings<Proof>()
    if (!proof) return false
    const stands = await hands.server.state(proof)
    if (!stands.ok) return false
    asked = now
    if (stands.value.state === 'ok') return true
    await hands.wipe()
    await hands.server.wiped(proof)
    return false
  }

  async function fetchNewer(now: number): Promise<void> {
    if (now - carried < CARRY_EVERY_MS) return
    const { enrolled } = await desk()
    const before = await carriedIn(hands.vault)
    const newer = await hands.server.carried(enrolled.token, before?.mark ?? null)
    if (!newer.ok) return
    carried = now
    if (newer.value) await keepCarried(hands.vault, newer.value)
  }

  return {
    /** Gives why the server takes nothing from this device, where it has said so. */
    async keep(): Promise<string | null> {
      const now = hands.clock().getTime()
      if (!(await mayGoOn(now)) || !hands.vault.key()) return null
      const { sender } = await desk()
      const { pausedBy } = await sender.send()
      await fetchNewer(now)
      if (now - tidied >= TIDY_EVERY_MS) {
        tidied = now
        await letGoOfSent(hands, now)
      }
      return pausedBy
    },
  }
}

async function letGoOfSent({ vault }: Hands, now: number): Promise<void> {
  // Both moments by the clock of the device, which may not be the server's.
  const isOld = ({ sending }: Kept) =>
    sending.state === 'sent' && Date.parse(sending.triedAt ?? '') < now - SENT_KEPT_MS
  for (let after: string | undefined; ; ) {
    const page = await vault.walk<Kept>('screening', after, PAGE)
    for (const { id } of page.filter(each => isOld(each.value)))
      await vault.change<Kept>('screening', id, kept => (kept && isOld(kept) ? null : kept))
    after = page.at(-1)?.id
    if (after === undefined) return
  }
}
