import { createSecretKey, type KeyObject, scrypt } from 'node:crypto'

// 32 MB and some 80 ms a try. The salt is the instance's secret, the same for every receipt: who holds a number finds what it opens by
// it alone, and who holds a copy of the database can try none.
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 }
const BYTES = 32

function stretched(secret: KeyObject, receipt: string, bytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(receipt, secret.export(), bytes, COST, (error, made) => (error ? reject(error) : resolve(made)))
  })
}

export const receiptHash = (secret: KeyObject, receipt: string): Promise<Buffer> => stretched(secret, receipt, BYTES)

/** What is stored of a receipt, and a key that is stored nowhere and follows from the receipt alone. Neither tells the other. */
export type ReceiptParts = { hash: Buffer; key: KeyObject }

export async function receiptParts(secret: KeyObject, receipt: string): Promise<ReceiptParts> {
  const made = await stretched(secret, receipt, 2 * BYTES)
  return { hash: made.subarray(0, BYTES), key: createSecretKey(made.subarray(BYTES)) }
}
