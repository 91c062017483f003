import { randomUUID } from 'node:crypto'
import { isPhoto } from '#server/files/photo.ts'
import type { Arriving } from '#server/files/vault.ts'
import type { House } from '#server/house.ts'
import type { TipFile } from './sealed-tip.ts'

/** What can be in the way of a sender; each has its sentence in the six languages. */
export type Trouble =
  | 'nobody-answers'
  | 'unreachable'
  | 'file-traces'
  | 'file-empty'
  | 'file-type'
  | 'file-large'
  | 'file-broken'
  | 'full'
  | 'over'

const TROUBLE: Record<string, Trouble> = {
  'attachment.empty': 'file-empty',
  'attachment.type-not-allowed': 'file-type',
  'attachment.too-large': 'file-large',
}

/**
 * Takes a sender's file in for as long as `use` runs; it stays where `use` says that it belongs to a tip. Photos are drawn anew,
 * without what the camera wrote. Of recordings and documents no library takes out all that tells of their maker: they come only
 * where the sender was told so and says yes.
 */
export async function withTipFile<T extends { kept: boolean }>(
  house: House,
  arriving: Arriving | null,
  traces: boolean,
  use: (file: TipFile | null) => Promise<T>,
): Promise<T | { trouble: Trouble }> {
  if (!arriving) return use(null)
  const { vault } = house
  const received = await vault.receive(randomUUID(), { name: '', bytes: arriving.bytes }, false)
  if (!received.ok) return { trouble: TROUBLE[received.code] ?? 'file-broken' }
  const file = { ...received.value, traces: !isPhoto(received.value.type) }
  let kept = false
  try {
    if (file.traces && !traces) return { trouble: 'file-traces' }
    // Before the row is there: the sweep leaves a young file alone for an hour, so that this one's date goes last.
    const used = await use(file)
    kept = used.kept
    if (kept) await vault.undate(file.id)
    return used
  } finally {
    if (!kept) await vault.discard(file.id)
  }
}
