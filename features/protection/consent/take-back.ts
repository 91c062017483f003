import pg from 'pg'
import { receiptIn } from '#domain/consent/receipt.ts'
import type { House } from '#server/house.ts'
import { receiptHash } from '#server/keys/receipt-hash.ts'
import { seal, unseal } from '#server/keys/seal.ts'

/** What the person sees of one permission: what it is for, in neutral words, and since when. */
export type Permission = { id: string; purpose: string; recordedAt: Date }
/** `pass` stands for the receipt on the next page, for a quarter of an hour, so that the number itself stands in no page. */
export type Opened = { pass: string; permissions: Permission[] }

const PLACE = 'receipt pass'
const PASS_LIFE = 15 * 60_000
const HASH = 32

type Row = { consent_id: string | null; purpose: string; recorded_at: Date }

/** What a receipt opens; null for any other text, after the same work, so that the time tells nothing. */
export async function openReceipt(house: House, typed: string): Promise<Opened | null> {
  const hash = await receiptHash(house.keys.receipts, receiptIn(typed) ?? 'no receipt')
  return standing(house, hash)
}

/** The same, from the pass of an earlier page. */
export async function openPass(house: House, pass: string): Promise<Opened | null> {
  const hash = hashIn(house, pass)
  return hash && standing(house, hash)
}

/** Takes back what is named among the receipt's own; answers with what this call took back, or null where the pass is over. */
export async function takeBack(house: House, pass: string, consentIds: readonly string[]): Promise<string[] | null> {
  const hash = hashIn(house, pass)
  if (!hash) return null
  for (let tries = 1; ; tries++) {
    try {
      const { rows } = await house.pool.query<{ id: string }>({
        name: 'withdraw_by_receipt',
        text: 'select aman.withdraw_by_receipt($1, $2, $3) as id',
        values: [hash, consentIds, house.clock()],
      })
      return rows.map(row => row.id)
    } catch (error) {
      // She met somebody who was just accepting a referral, and PostgreSQL let the other go first.
      if (tries === 4 || !(error instanceof pg.DatabaseError && error.code === '40P01')) throw error
    }
  }
}

async function standing(house: House, hash: Buffer): Promise<Opened | null> {
  const { rows } = await house.pool.query<Row>({
    name: 'receipt_consents',
    text: 'select * from aman.receipt_consents($1, $2)',
    values: [hash, house.clock()],
  })
  if (rows.length === 0) return null
  const permissions = rows.flatMap(({ consent_id: id, purpose, recorded_at: recordedAt }) =>
    id === null ? [] : [{ id, purpose, recordedAt }],
  )
  return { pass: passFor(house, hash), permissions }
}

function passFor({ keys, clock }: House, hash: Buffer): string {
  const at = Buffer.alloc(8)
  at.writeBigUInt64BE(BigInt(clock().getTime()))
  return seal(keys.receipts, Buffer.concat([hash, at]), PLACE).toString('base64url')
}

function hashIn({ keys, clock }: House, pass: string): Buffer | null {
  if (!/^[A-Za-z0-9_-]{40,200}$/.test(pass)) return null
  try {
    const plain = unseal(keys.receipts, Buffer.from(pass, 'base64url'), PLACE)
    if (plain.length !== HASH + 8 || Number(plain.readBigUInt64BE(HASH)) + PASS_LIFE <= clock().getTime()) return null
    return plain.subarray(0, HASH)
  } catch {
    return null
  }
}
