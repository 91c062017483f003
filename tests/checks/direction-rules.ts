import { dirname, join } from 'node:path/posix'
import type { Source } from './source-files.ts'

/** One import as it is written; `types` where nothing of it is left at run time. */
export type Import = { from: string; types: boolean }

const STATEMENT = /^\s*(?:import|export)\s+(type\s+)?(?:([^'";]*?)\s+from\s+)?['"]([^'"]+)['"]/gm
const DYNAMIC = /(typeof\s+)?\bimport\(\s*['"]([^'"]+)['"]\s*\)/g
const allTyped = (names: string) => {
  const inner = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1]
  const each = inner
    ?.split(',')
    .map(name => name.trim())
    .filter(Boolean)
  return each !== undefined && each.length > 0 && each.every(name => name.startsWith('type '))
}

export function importsOf({ text }: Source): Import[] {
  const written = [...text.matchAll(STATEMENT)].map(([, type, names = '', from = '']) => ({
    from,
    types: type !== undefined || allTyped(names),
  }))
  const dynamic = [...text.matchAll(DYNAMIC)].map(([, type, from = '']) => ({ from, types: type !== undefined }))
  return [...written, ...dynamic]
}

/** What an import leads to: a path of this project, or null for a package and for Node itself. */
export function targetOf(source: Source, from: string): string | null {
  if (from.startsWith('#')) return from.slice(1)
  return from.startsWith('.') ? join(dirname(source.path), from) : null
}

type Arrows = Record<string, { value: readonly string[]; types?: readonly string[] }>

/** ARCHITECTURE.md: everything may lean on what stands above it and on nothing below. */
const ARROWS: Arrows = {
  knowledge: { value: ['knowledge'] },
  domain: { value: ['domain'], types: ['knowledge'] },
  protocol: { value: ['protocol', 'domain'], types: ['knowledge'] },
  web: { value: ['web', 'domain'], types: ['knowledge'] },
  device: { value: ['device', 'web', 'protocol', 'domain', 'knowledge'] },
  server: { value: ['server', 'web', 'protocol', 'domain', 'knowledge'] },
  features: { value: ['features', 'device', 'server', 'web', 'protocol', 'domain', 'knowledge'] },
  start: { value: ['start', 'features', 'device', 'server', 'web', 'protocol', 'domain', 'knowledge'] },
  tests: { value: ['tests', 'start', 'features', 'device', 'server', 'web', 'protocol', 'domain', 'knowledge'] },
  bench: {
    value: ['bench', 'tests', 'start', 'features', 'device', 'server', 'web', 'protocol', 'domain', 'knowledge'],
  },
  docs: { value: ['docs', 'tests', 'start', 'domain', 'knowledge'] },
}

const topOf = (path: string) => path.split('/')[0] ?? ''
const featureOf = (path: string) => path.split('/').slice(0, 3).join('/')
const PRIVATE = /[-/](queries|pages?|api|routes|store)(-[a-z-]+)?\.tsx?$/

/** Imports that point the wrong way, each with its reason. */
export function wrongWay(source: Source): string[] {
  const top = topOf(source.path)
  const arrows = ARROWS[top]
  if (!arrows) return [`${source.path}: stands in no known folder`]
  return importsOf(source).flatMap(each => {
    const target = targetOf(source, each.from)
    const said = (why: string) => [`${source.path}: ${each.from} ${why}`]
    if (target === null) return outside(top, each).flatMap(said)
    const to = topOf(target)
    const open = each.types ? [...arrows.value, ...(arrows.types ?? [])] : arrows.value
    if (!open.includes(to))
      return said(each.types ? 'points the wrong way' : 'points the wrong way, or needs `import type`')
    const foreign = top === 'features' && to === 'features' && featureOf(source.path) !== featureOf(target)
    if (foreign && PRIVATE.test(target)) return said('is private to its feature: only verbs are shared')
    return []
  })
}

/** Rules are pure: they know no package and nothing of Node. Knowledge knows only what describes it. */
function outside(top: string, { from }: Import): string[] {
  if (top === 'domain') return ['is a package, and rules know none']
  if (top === 'knowledge' && from !== 'zod') return ['is a package, and knowledge is described by zod alone']
  if ((top === 'web' || top === 'device') && from.startsWith('node:')) return ['is Node, and browsers have none']
  return []
}

/** A country's name in a condition: variation is a value of its profile. */
export const countryInCode = ({ text }: Source): boolean =>
  /\b(country|iso2|iso3|jurisdiction)\b[\w.]*\s*[!=]==?\s*['"`]|['"`]\s*[!=]==?\s*[\w.]*\b(country|iso2|iso3|jurisdiction)\b|\bcase\s+['"`][A-Z]{3}['"`]/.test(
    text,
  )

export const defaultExport = ({ text }: Source): boolean => /^\s*export\s+default\b|\bas\s+default\b/m.test(text)

/** A file that hands on what other files export. */
export const barrel = ({ path, text }: Source): boolean =>
  /(^|\/)index\.tsx?$/.test(path) || /^\s*export\s+\*/m.test(text)

/** Written in two parts, since this file is read too. */
const UNFINISHED = new RegExp(`\\b(${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')}|X{3})\\b`)
export const unfinished = ({ text }: Source): boolean => UNFINISHED.test(text)

export const linesOf = ({ text }: Source): number => text.trimEnd().split('\n').length
