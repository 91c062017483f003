import { createSecretKey, randomUUID } from 'node:crypto'
import { isId } from '#domain/shared/ids.ts'
import { RECEIPT_DIGITS } from '#domain/tips/receipt.ts'
import type { House } from '#server/house.ts'
import type { ReceiptParts } from '#server/keys/receipt-hash.ts'
import { seal, unseal } from '#server/keys/seal.ts'
import { newTipReceipt } from '#server/keys/tip-receipt.ts'

/*
 * What a public form carries, sealed by the instance. A slip holds the receipt that a form will bring, so that a form that is sent
 * twice leaves one tip and brings the same number. A pass stands for the receipt on the pages after it was typed, and names the
 * message that the next form will leave; the number itself stands in no page but the one that gives it out.
 */

const SLIP = 'tip slip'
const SLIP_LIFE = 24 * 3_600_000
const PASS = 'tip pass'
const PASS_LIFE = 2 * 3_600_000
const PART = 32

const sealed = (house: House, text: Buffer, place: string) => {
  const at = Buffer.alloc(8)
  at.writeBigUInt64BE(BigInt(house.clock().getTime()))
  return seal(house.keys.tips, Buffer.concat([at, text]), place).toString('base64url')
}

function unsealed({ keys, clock }: House, text: string, place: string, life: number): Buffer | null {
  if (!/^[A-Za-z0-9_-]{40,400}$/.test(text)) return null
  try {
    const plain = unseal(keys.tips, Buffer.from(text, 'base64url'), place)
    return Number(plain.readBigUInt64BE(0)) + life > clock().getTime() ? plain.subarray(8) : null
  } catch {
    return null
  }
}

export const newSlip = (house: House): string => sealed(house, Buffer.from(newTipReceipt()), SLIP)

export function receiptOf(house: House, slip: string): string | null {
  const plain = unsealed(house, slip, SLIP, SLIP_LIFE)
  return plain && plain.length === RECEIPT_DIGITS ? plain.toString() : null
}

export type Pass = ReceiptParts & { messageId: string }

export const newPass = (house: House, { hash, key }: ReceiptParts): string =>
  sealed(house, Buffer.concat([hash, key.export(), Buffer.from(randomUUID())]), PASS)

export function passOf(house: House, text: string): Pass | null {
  const plain = unsealed(house, text, PASS, PASS_LIFE)
  const messageId = plain?.subarray(2 * PART).toString() ?? ''
  if (!plain || !isId(messageId)) return null
  return { hash: plain.subarray(0, PART), key: createSecretKey(plain.subarray(PART, 2 * PART)), messageId }
}
