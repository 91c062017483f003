import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** The folders that hold code, from the bottom of the house to its top. */
export const TOP = [
  'knowledge',
  'domain',
  'protocol',
  'web',
  'device',
  'server',
  'features',
  'start',
  'tests',
  'bench',
  'docs',
] as const

export type Source = { path: string; text: string }

/** Every file under a folder of the project, by its path from the root. */
export function filesUnder(folder: string): string[] {
  const at = join(ROOT, folder)
  try {
    const entries = readdirSync(at, { recursive: true, withFileTypes: true })
    return entries.filter(each => each.isFile()).map(each => relative(ROOT, join(each.parentPath, each.name)))
  } catch (error) {
    // The folder of a wing that has not been built yet.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

export const isCode = (path: string) => /\.tsx?$/.test(path)
export const isTest = (path: string) => /\.test\.tsx?$/.test(path)

export const sourcesUnder = (folders: readonly string[]): Source[] =>
  folders
    .flatMap(filesUnder)
    .filter(isCode)
    .map(path => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
