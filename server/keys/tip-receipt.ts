import { randomInt } from 'node:crypto'

const HALF = 10 ** 8

/** Sixteen digits, each combination as likely: some 53 bits. */
export const newTipReceipt = (): string =>
  [randomInt(HALF), randomInt(HALF)].map(half => String(half).padStart(8, '0')).join('')
