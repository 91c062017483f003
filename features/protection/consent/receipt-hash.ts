import { type KeyObject, scrypt } from 'node:crypto'

// 32 MB and some 80 ms a try. The salt is the instance's secret, the same for every receipt: who holds a number finds its case by
// it alone, and who holds a copy of the database can try none.
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 }
const BYTES = 32

export function receiptHash(secret: KeyObject, receipt: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(receipt, secret.export(), BYTES, COST, (error, hash) => (error ? reject(error) : resolve(hash)))
  })
}
