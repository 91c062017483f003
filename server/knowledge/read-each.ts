import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Problem } from '#knowledge/schema/problems.ts'
import { readJson } from './read-json.ts'

/** `problems` decides; what it passes has the type's shape. */
export async function readEach<T>(
  folder: string,
  kind: string,
  problems: (value: unknown, file: string) => Problem[],
  wanted: (file: string) => boolean = () => true,
): Promise<T[]> {
  const found = await readdir(join(folder, kind), { recursive: true, withFileTypes: true })
  const files = found
    .filter(each => each.isFile())
    .map(each => join(each.parentPath, each.name))
    .sort()
  const values: T[] = []
  for (const path of files) {
    const file = relative(folder, path).split(sep).join('/')
    if (!wanted(file)) continue
    const read = await readJson(path)
    stopAt(file, read.ok ? problems(read.value, file) : [{ at: '', why: read.code }])
    if (read.ok) values.push(read.value as T)
  }
  return values
}

export function stopAt(file: string, [problem]: readonly Problem[]): void {
  if (problem) throw new Error(`knowledge/${file}: ${problem.at === '' ? '' : `${problem.at} `}${problem.why}`)
}

/** Of a kind of file there must be one. */
export function lastOf<T>(values: readonly T[], without: string): T {
  const last = values.at(-1)
  if (last === undefined) throw new Error(`knowledge/${without}`)
  return last
}
