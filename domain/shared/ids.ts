const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

export const isId = (text: string): boolean => UUID.test(text)

/**
 * A UUIDv7 (RFC 9562, 5.7): 48 bits of Unix milliseconds, then chance. Sorts by time, so lists page on the primary key.
 * @param at Unix time in milliseconds.
 * @param chance at least 10 random bytes.
 */
export function uuidv7(at: number, chance: Uint8Array): string {
  let hex = Math.trunc(at).toString(16).padStart(12, '0')
  for (let i = 0; i < 10; i++) {
    let byte = chance[i] ?? 0
    if (i === 0) byte = (byte & 0x0f) | 0x70
    if (i === 2) byte = (byte & 0x3f) | 0x80
    hex += byte.toString(16).padStart(2, '0')
  }
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** The moment in a UUIDv7, in Unix milliseconds. Null where the id is of another kind. */
export const momentOf = (id: string): number | null =>
  isId(id) && id[14] === '7' ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : null
