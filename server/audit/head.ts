import { randomBytes } from 'node:crypto'
import { open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Client } from 'pg'
import type { Signer } from '#server/keys/signer.ts'
import { type Block, blockIn, hashOf } from './block.ts'

/** The newest block as it is kept outside the database: whoever cuts or turns back the database cannot cut this. */
export type Head = { block: number; sha256: string; sealedAt: string; signed: string }

/** Why a file gives no head. */
export type NoHead = 'not-found' | 'not-readable' | 'malformed' | 'not-ours'
export type HeadRead = { head: Head; why?: undefined } | { head: null; why: NoHead }

export const headFile = (dataDir: string) => join(dataDir, 'audit-head.json')

export const headOf = (signed: string, { number, sealedAt }: Pick<Block, 'number' | 'sealedAt'>): Head => ({
  block: number,
  sha256: hashOf(signed),
  sealedAt,
  signed,
})

/** The head in a file, whose signature is ours. Everything else in the file is a convenience for people and is not believed. */
export async function readHead(file: string, signer: Signer): Promise<HeadRead> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => error)
  if (text instanceof Error) return { head: null, why: text.code === 'ENOENT' ? 'not-found' : 'not-readable' }
  const signed = signedIn(text)
  const block = blockIn(signed)
  if (!block) return { head: null, why: 'malformed' }
  const checked = await signer.verify('audit-block', signed)
  return checked.ok ? { head: headOf(signed, block) } : { head: null, why: 'not-ours' }
}

function signedIn(text: string): string {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && 'signed' in value ? String(value.signed) : ''
  } catch {
    return ''
  }
}

/** Replaced in one step, so that a reader or a power cut meets the old head or the new one. */
export async function writeHead(file: string, head: Head): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}.new`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(`${JSON.stringify(head, null, 2)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(draft, file)
}

export async function newestHead(client: Client): Promise<Head | null> {
  const { rows } = await client.query<{ signed: string }>(
    'select signed from aman.audit_block order by number desc limit 1',
  )
  const signed = rows[0]?.signed
  const block = signed === undefined ? null : blockIn(signed)
  return signed !== undefined && block ? headOf(signed, block) : null
}

/** Whether the blocks in the database go on from this head. If not, the database was cut, turned back or replaced. */
export async function goesOnFrom(client: Client, head: Head): Promise<boolean> {
  const { rows } = await client.query<{ signed: string }>('select signed from aman.audit_block where number = $1', [
    head.block,
  ])
  return rows[0] !== undefined && hashOf(rows[0].signed) === head.sha256
}
