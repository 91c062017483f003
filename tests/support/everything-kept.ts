import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestHouse } from './house.ts'

/** Everything that a copy of an instance holds: every row of every table of every schema, and every file. Bytes stand there as they are. */
export async function everythingKept({ owner, vaultFolder }: TestHouse): Promise<Buffer> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  )
  const parts: Buffer[] = []
  for (const { name } of tables) {
    const { rows } = await owner.query<Record<string, unknown>>(`select t.*, t::text as "whole row" from ${name} t`)
    for (const row of rows) for (const value of Object.values(row)) parts.push(bytesOf(value), Buffer.from('\n'))
  }
  const files = await readdir(vaultFolder, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const file of files.filter(each => each.isFile())) {
    parts.push(Buffer.from(`${file.name}\n`), await readFile(join(file.parentPath, file.name)))
  }
  return Buffer.concat(parts)
}

function bytesOf(value: unknown): Buffer {
  if (Buffer.isBuffer(value)) return value
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value ?? null))
}

/** Which of these stand in it: as text, in hexadecimal, in base 64 at any offset of its own, or as UTF-16. */
export function foundIn(kept: Buffer, needles: Readonly<Record<string, string>>): string[] {
  return Object.entries(needles).flatMap(([name, needle]) => {
    const bytes = Buffer.from(needle)
    const forms = [
      bytes,
      Buffer.from(bytes.toString('hex')),
      Buffer.from(bytes.toString('base64').replace(/=+$/, '').slice(0, -1)),
      Buffer.from(needle, 'utf16le'),
    ]
    return forms.some(form => kept.includes(form)) ? [name] : []
  })
}
