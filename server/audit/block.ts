import { hash } from 'node:crypto'

/** What is signed of a block. `previous` is the hash of the signed text before, null in the first. Bytes are base64url. */
export type Block = {
  number: number
  previous: string | null
  root: string
  count: number
  members: string
  snapshot: string
  sealedAt: string
}

/** A block as it lies in the table. */
export type BlockRow = {
  number: number
  sealedAt: string
  members: string
  snapshot: string
  leaves: Buffer
  signed: string
}

export const BLOCK_COLUMNS = `number::int as number, to_char(sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "sealedAt",
  members::text as members, snapshot::text as snapshot, leaves, signed`

/** What the next block points at: the hash of the whole signed text, so that it covers the signature too. */
export const hashOf = (signed: string): string => hash('sha256', signed, 'buffer').toString('base64url')

/** The database keeps microseconds; a block's moment is told as it reads it back. */
export const momentText = (at: Date): string => at.toISOString().replace('Z', '000Z')

/** What a signed text says, before anybody has checked the signature. Null where it is no block, or written as nobody of us writes. */
export function blockIn(signed: string): Block | null {
  const parts = signed.split('.')
  const [, payload] = parts
  // Several texts of base64 stand for the same bytes, and a signature would not tell them apart.
  if (parts.length !== 3 || parts.some(part => Buffer.from(part, 'base64url').toString('base64url') !== part))
    return null
  try {
    const value: unknown = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString('utf8'))
    return isBlock(value) ? value : null
  } catch {
    return null
  }
}

function isBlock(value: unknown): value is Block {
  if (typeof value !== 'object' || value === null) return false
  const { number, previous, root, count, members, snapshot, sealedAt } = value as Record<string, unknown>
  const texts = [root, members, snapshot, sealedAt].every(each => typeof each === 'string')
  return (
    Number.isInteger(number) && Number.isInteger(count) && texts && (previous === null || typeof previous === 'string')
  )
}
