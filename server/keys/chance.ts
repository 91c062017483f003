import { randomFillSync } from 'node:crypto'

const store = new Uint8Array(8192)
let used = store.length

/**
 * Random bytes of the operating system, drawn in bulk: asking for twelve costs as much as asking for thousands. Each byte is
 * given out once and wiped.
 */
export function randomly(length: number): Buffer {
  if (used + length > store.length) {
    randomFillSync(store)
    used = 0
  }
  const given = Buffer.from(store.subarray(used, used + length))
  store.fill(0, used, used + length)
  used += length
  return given
}
