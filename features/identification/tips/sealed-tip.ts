import { randomUUID } from 'node:crypto'
import type { Day } from '#domain/shared/dates.ts'
import type { Received } from '#server/files/vault.ts'
import type { House } from '#server/house.ts'
import { dataKeyPlace } from '#server/keys/data-keys.ts'
import type { AgencyKey } from '#server/keys/keys.ts'
import { receiptParts } from '#server/keys/receipt-hash.ts'
import { newKey, sealKey, sealText } from '#server/keys/seal.ts'
import type { Told } from './record.ts'

export const placePlace = (tipId: string) => `tip|sealed_place|${tipId}`
export const messagePlace = (messageId: string) => `tip_message|sealed|${messageId}`
export const tipFilePlace = (fileId: string) => `tip_file|sealed_key|${fileId}`
export const receiptPlace = (tipId: string) => `tip_receipt|sealed_key|${tipId}`

/** A file in the vault with what its row will say; it was re-drawn, or goes along with what it tells of its maker. */
export type TipFile = Received & { traces: boolean }

/** As the database's doors take a file: its key sealed by the tip's. */
export const fileRow = (tipKey: Parameters<typeof sealKey>[0], file: TipFile | null): string | null =>
  file &&
  JSON.stringify({
    id: file.id,
    type: file.type,
    bytes: file.bytes,
    traces: file.traces,
    key: sealKey(tipKey, file.key, tipFilePlace(file.id)).toString('base64'),
  })

type Leaving = {
  receipt: string
  told: Told
  desk: { agencyId: string; key: AgencyKey }
  day: Day
  spoken: boolean
  file?: TipFile | null
}

export const LEAVE_TIP = 'select aman.leave_tip($1, $2, $3, $4, $5, $6, $7, $8) as left'

/**
 * A tip as aman.leave_tip() takes it. Its key is sealed twice: to the agency that answers, and by what follows from the receipt. Ids are
 * chance, since those of other records tell the millisecond in which they were made.
 */
export async function sealedTip({ keys }: Pick<House, 'keys'>, leaving: Leaving): Promise<unknown[]> {
  const { receipt, told, desk, day, spoken, file = null } = leaving
  const { words, place, ...coded } = told
  const [id, message, key] = [randomUUID(), randomUUID(), newKey()]
  const parts = await receiptParts(keys.tips, receipt)
  return [
    JSON.stringify({ ...coded, id, message, agency: desk.agencyId, day, spoken }),
    place ? sealText(key, place, placePlace(id)) : null,
    sealText(key, words, messagePlace(message)),
    parts.hash,
    sealKey(parts.key, key, receiptPlace(id)),
    sealKey(desk.key.key, key, dataKeyPlace(id, 'full', desk.agencyId)),
    desk.key.version,
    fileRow(key, file),
  ]
}
