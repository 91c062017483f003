import { signsFrom, signsIn } from '#domain/shared/typed-signs.ts'

/** 12 signs are 60 bits. */
export const RECEIPT_BYTES = 12

/** The number of a receipt out of random bytes. */
export function receiptFrom(bytes: Uint8Array): string {
  if (bytes.length !== RECEIPT_BYTES) throw new Error('a receipt needs twelve bytes')
  return signsFrom(bytes)
}

/** What was typed, as the number that it means; null where it can be none. */
export const receiptIn = (typed: string): string | null => signsIn(typed, RECEIPT_BYTES)
