import type { Client } from 'pg'
import type { Signer } from '#server/keys/signer.ts'
import { type BlockRow, hashOf } from './block.ts'
import { type Chained, faultInBlocks, readBlocks } from './check-blocks.ts'
import { faultInEvents } from './check-events.ts'
import { faultOutside } from './check-outside.ts'
import type { Fault } from './faults.ts'
import type { Head } from './head.ts'

export type Verdict = {
  sound: boolean
  blocks: number
  /** Events in sound blocks, and those that wait to be sealed. */
  events: number
  unsealed: number
  head: { block: number; sha256: string; sealedAt: string } | null
  broken: Fault | null
}

export type Checked = { signer: Signer; now: Date; head: Head | null }

/**
 * Checks every event against its block, every block against the one before and its signature, and the last against the head that was
 * kept outside. Stops at the first broken place. Reads one state of the database, in bounded memory.
 */
export async function verifyAudit(client: Client, checked: Checked): Promise<Verdict> {
  await client.query('begin isolation level repeatable read read only')
  try {
    return await verifyState(client, checked)
  } finally {
    await client.query('rollback')
  }
}

/** The same within a transaction that is already open. */
export async function verifyState(client: Client, { signer, now, head }: Checked): Promise<Verdict> {
  const verdict: Verdict = { sound: false, blocks: 0, events: 0, unsealed: 0, head: null, broken: null }
  verdict.broken = (await passBlocks(client, signer, verdict, head)) ?? (await faultAtEnd(client, verdict, head, now))
  verdict.sound = verdict.broken === null
  return verdict
}

async function passBlocks(client: Client, signer: Signer, verdict: Verdict, head: Head | null): Promise<Fault | null> {
  let before: Chained | null = null
  for (;;) {
    const rows: BlockRow[] = await readBlocks(client, before?.number ?? 0)
    if (rows.length === 0) return null
    const { sound, fault } = await faultInBlocks(rows, before, signer)
    const inEvents = await faultInEvents(client, sound)
    const found = inEvents ?? replaced(sound, head) ?? fault
    if (found) return found
    verdict.blocks += sound.length
    verdict.events += sound.reduce((sum, { block }) => sum + block.count, 0)
    const last = sound.at(-1)
    if (!last) return null
    before = { number: last.block.number, hash: hashOf(last.row.signed) }
    verdict.head = { block: before.number, sha256: before.hash, sealedAt: last.block.sealedAt }
  }
}

/** Another block stands where the head kept outside says what stood there: the database was turned back and written on. */
function replaced(sound: readonly { row: BlockRow }[], head: Head | null): Fault | null {
  const there = sound.find(({ row }) => row.number === head?.block)
  if (!there || !head || hashOf(there.row.signed) === head.sha256) return null
  return { kind: 'history-replaced', block: head.block, seq: null }
}

async function faultAtEnd(client: Client, verdict: Verdict, head: Head | null, now: Date): Promise<Fault | null> {
  if (head && head.block > verdict.blocks) return { kind: 'tail-cut', block: verdict.blocks + 1, seq: null }
  const { fault, unsealed } = await faultOutside(client, now)
  verdict.unsealed = unsealed
  return fault ?? (await faultInLogs(client))
}

/** Which events are about a case is noted beside the record for the person's own log; a note that was taken away would hide a look. */
async function faultInLogs(client: Client): Promise<Fault | null> {
  const { rows } = await client.query<{ seq: string | null }>('select aman.first_unlisted()::text as seq')
  const seq = rows[0]?.seq
  return seq ? { kind: 'log-incomplete', block: null, seq: Number(seq) } : null
}
