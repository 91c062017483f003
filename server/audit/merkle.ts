import { hash } from 'node:crypto'

const LEAF = Buffer.from([0])
const NODE = Buffer.from([1])

/** SHA-256 of an event's bytes as a leaf. Leaf and node begin differently (RFC 6962, 2.1), so that neither passes for the other. */
export const leafOf = (bytes: string): Buffer => hash('sha256', Buffer.concat([LEAF, Buffer.from(bytes)]), 'buffer')

const nodeOf = (left: Buffer, right: Buffer): Buffer => hash('sha256', Buffer.concat([NODE, left, right]), 'buffer')

/**
 * The root of the tree over the leaves, in the order given. The last of an odd row moves up as it is, which gives the tree of
 * RFC 6962: its left part is the largest power of two that is smaller than the whole.
 */
export function rootOf(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return hash('sha256', '', 'buffer')
  let row = [...leaves]
  while (row.length > 1) {
    const above: Buffer[] = []
    for (let at = 0; at < row.length; at += 2) {
      const [left, right] = [row[at], row[at + 1]]
      if (left) above.push(right ? nodeOf(left, right) : left)
    }
    row = above
  }
  return row[0] ?? Buffer.alloc(0)
}
