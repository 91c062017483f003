import type { Client } from 'pg'
import type { Signer } from '#server/keys/signer.ts'
import { BLOCK_COLUMNS, type Block, type BlockRow, blockIn, hashOf } from './block.ts'
import type { Fault } from './faults.ts'
import { countOf, stretchesIn } from './members.ts'
import { rootOf } from './merkle.ts'

const HASH_BYTES = 32
const MOST_BLOCKS = 2_000
const MOST_LEAF_BYTES = 20_000 * HASH_BYTES

/** The block before: its number, and the hash that the next one must name. */
export type Chained = { number: number; hash: string }
export type SoundBlock = { row: BlockRow; block: Block; leaves: readonly Buffer[] }

/** The next blocks after a number: many small ones or few large ones. The length of leaves is known without reading them. */
export async function readBlocks(client: Client, after: number): Promise<BlockRow[]> {
  const { rows } = await client.query<BlockRow>(
    `select ${BLOCK_COLUMNS} from (
       select *, sum(length(leaves)) over (order by number) - length(leaves) as bytes_before
         from (select * from aman.audit_block where number > $1 order by number limit ${MOST_BLOCKS}) next) b
      where bytes_before < ${MOST_LEAF_BYTES} order by b.number`,
    [after],
  )
  return rows
}

/**
 * The blocks up to the first fault, and that fault. A signature covers everything before it through the chain, so one valid
 * signature at the end answers for all; only when it is invalid are they looked at one by one.
 */
export async function faultInBlocks(
  rows: readonly BlockRow[],
  before: Chained | null,
  signer: Signer,
): Promise<{ sound: SoundBlock[]; fault: Fault | null }> {
  const sound: SoundBlock[] = []
  let fault: Fault | null = null
  let last = before
  for (const row of rows) {
    const checked = checkBlock(row, last)
    if ('kind' in checked) {
      fault = checked
      break
    }
    sound.push(checked)
    last = { number: row.number, hash: hashOf(row.signed) }
  }
  const forged = await firstForged(sound, signer)
  if (forged === null) return { sound, fault }
  const { number } = sound[forged]?.block ?? { number: 0 }
  return { sound: sound.slice(0, forged), fault: { kind: 'signature-invalid', block: number, seq: null } }
}

function checkBlock(row: BlockRow, before: Chained | null): SoundBlock | Fault {
  const expected = (before?.number ?? 0) + 1
  const broken = (kind: Fault['kind'], block = row.number): Fault => ({ kind, block, seq: null })
  if (row.number !== expected) return broken('block-missing', expected)
  const block = blockIn(row.signed)
  if (!block) return broken('block-altered')
  if (block.number !== row.number) return broken(block.number < row.number ? 'block-replayed' : 'block-altered')
  const leaves = leavesIn(row.leaves)
  if (!isWhole(row, block, leaves)) return broken('block-altered')
  if (block.previous !== (before?.hash ?? null)) return broken('chain-broken')
  return { row, block, leaves }
}

const leavesIn = (bytes: Buffer): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / HASH_BYTES) }, (_, at) =>
    bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
  )

/** Whether the columns, the leaves and what is signed say the same. */
function isWhole(row: BlockRow, block: Block, leaves: readonly Buffer[]): boolean {
  const stretches = stretchesIn(block.members)
  return (
    row.members === block.members &&
    row.snapshot === block.snapshot &&
    row.sealedAt === block.sealedAt &&
    stretches !== null &&
    countOf(stretches) === block.count &&
    row.leaves.length === block.count * HASH_BYTES &&
    rootOf(leaves).toString('base64url') === block.root
  )
}

async function firstForged(sound: readonly SoundBlock[], signer: Signer): Promise<number | null> {
  const last = sound.at(-1)
  if (!last || (await signer.verify('audit-block', last.row.signed)).ok) return null
  for (const [at, { row }] of sound.entries()) if (!(await signer.verify('audit-block', row.signed)).ok) return at
  return null
}
